package standin;

/** What Spring Boot would print before it leaves with exit code 1. */
final class StartupFailure extends RuntimeException {
  StartupFailure(String message) {
    super(message);
  }

  StartupFailure(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
