"""Stand-in of via 0.3.0, whose source is not public: what its config template and its ancestor show."""
