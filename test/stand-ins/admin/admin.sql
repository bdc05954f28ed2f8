-- Stand-in of the admin's schema. Like the original it wipes what is there first.
DROP DATABASE IF EXISTS `metis_admin`;
CREATE DATABASE `metis_admin` DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
USE `metis_admin`;
SET NAMES utf8mb4;

CREATE TABLE `sys_user` (
  `id` int NOT NULL AUTO_INCREMENT,
  `user_name` varchar(50) NOT NULL,
  `password` varchar(32) NOT NULL COMMENT 'compared in clear text',
  `is_admin` tinyint NOT NULL DEFAULT 0,
  `status` tinyint NOT NULL DEFAULT 1,
  `rec_create_time` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `rec_update_time` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uk_user_name` (`user_name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `local_org` (
  `name` varchar(64) DEFAULT NULL,
  `identity_id` varchar(128) NOT NULL,
  `carrier_node_id` varchar(256) DEFAULT NULL,
  `carrier_ip` varchar(32) DEFAULT NULL,
  `carrier_port` int DEFAULT NULL,
  `carrier_conn_status` varchar(10) DEFAULT NULL,
  `carrier_conn_time` datetime DEFAULT NULL,
  `carrier_status` varchar(10) DEFAULT NULL,
  `conn_node_count` int DEFAULT NULL,
  `image_url` varchar(256) DEFAULT NULL,
  `profile` varchar(256) DEFAULT NULL,
  `status` tinyint NOT NULL DEFAULT 0,
  `rec_update_time` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`identity_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `global_org` (
  `identity_id` varchar(128) NOT NULL,
  `org_name` varchar(64) NOT NULL,
  `node_id` varchar(256) DEFAULT NULL,
  `status` tinyint NOT NULL DEFAULT 1,
  PRIMARY KEY (`identity_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `local_seed_node` (
  `seed_node_id` varchar(256) NOT NULL,
  `conn_status` int NOT NULL DEFAULT 0,
  `init_flag` tinyint NOT NULL DEFAULT 0,
  PRIMARY KEY (`seed_node_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `local_data_node` (
  `node_id` varchar(256) NOT NULL,
  `node_name` varchar(256) DEFAULT NULL,
  `internal_ip` varchar(50) DEFAULT NULL,
  `internal_port` int DEFAULT NULL,
  `external_ip` varchar(50) DEFAULT NULL,
  `external_port` int DEFAULT NULL,
  `conn_status` int NOT NULL DEFAULT 0,
  PRIMARY KEY (`node_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `local_power_node` (
  `node_id` varchar(256) NOT NULL,
  `node_name` varchar(256) DEFAULT NULL,
  `internal_ip` varchar(50) DEFAULT NULL,
  `internal_port` int DEFAULT NULL,
  `memory` bigint NOT NULL DEFAULT 0,
  `core` int NOT NULL DEFAULT 0,
  `bandwidth` bigint NOT NULL DEFAULT 0,
  `power_id` varchar(256) NOT NULL DEFAULT '',
  `power_status` int NOT NULL DEFAULT 1,
  PRIMARY KEY (`node_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `local_power_load_snapshot` (
  `power_node_id` varchar(256) NOT NULL,
  `snapshot_time` datetime NOT NULL,
  `used_core` int NOT NULL DEFAULT 0,
  `used_memory` bigint NOT NULL DEFAULT 0,
  `used_bandwidth` bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (`power_node_id`, `snapshot_time`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `local_data_file` (
  `id` int NOT NULL AUTO_INCREMENT,
  `identity_id` varchar(128) NOT NULL,
  `file_id` varchar(256) NOT NULL,
  `file_name` varchar(128) NOT NULL,
  `file_path` varchar(256) NOT NULL,
  `rows` int NOT NULL DEFAULT 0,
  `columns` int NOT NULL DEFAULT 0,
  `size` bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `local_meta_data` (
  `id` int NOT NULL AUTO_INCREMENT,
  `meta_data_id` varchar(128) DEFAULT NULL,
  `file_id` varchar(256) NOT NULL,
  `meta_data_name` varchar(128) NOT NULL,
  `status` tinyint NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `local_meta_data_column` (
  `local_meta_data_db_id` int NOT NULL,
  `column_idx` int NOT NULL,
  `column_name` varchar(64) DEFAULT NULL,
  `column_type` varchar(20) DEFAULT NULL,
  PRIMARY KEY (`local_meta_data_db_id`, `column_idx`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `local_data_auth` (
  `auth_id` varchar(256) NOT NULL,
  `meta_data_id` varchar(128) NOT NULL,
  `apply_user` varchar(256) NOT NULL,
  `auth_type` tinyint NOT NULL DEFAULT 0,
  `status` tinyint NOT NULL DEFAULT 0,
  PRIMARY KEY (`auth_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `task` (
  `task_id` varchar(256) NOT NULL,
  `task_name` varchar(256) DEFAULT NULL,
  `owner_identity_id` varchar(128) NOT NULL,
  `status` tinyint NOT NULL DEFAULT 0,
  `create_at` datetime DEFAULT NULL,
  PRIMARY KEY (`task_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `task_event` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `task_id` varchar(256) NOT NULL,
  `event_type` varchar(20) NOT NULL,
  `event_at` datetime NOT NULL,
  `event_content` varchar(1024) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `data_sync` (
  `data_type` varchar(256) NOT NULL,
  `latest_synced` datetime NOT NULL DEFAULT '1970-01-01 00:00:00',
  PRIMARY KEY (`data_type`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE VIEW `v_local_power_usage` AS
  SELECT `node_id`, `core`, `memory`, `bandwidth` FROM `local_power_node` WHERE `power_status` = 1;

INSERT INTO `sys_user` (`user_name`, `password`, `is_admin`) VALUES ('admin', 'admin', 1);

DELIMITER ;;
CREATE EVENT `local_power_load_snapshot_event` ON SCHEDULE EVERY 1 HOUR STARTS '2022-01-01 00:00:00'
  ON COMPLETION PRESERVE ENABLE DO
BEGIN
  INSERT IGNORE INTO `local_power_load_snapshot` (`power_node_id`, `snapshot_time`)
    SELECT `node_id`, NOW() FROM `local_power_node`;
END ;;
DELIMITER ;

SET GLOBAL event_scheduler = 1;
