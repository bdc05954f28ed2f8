import { secret, type Text, text } from '../../lib/text.js'
import { CONSOLE_PASSWORD, DATABASE_PASSWORD } from '../secret-names.js'
import { type ServiceInput, type ServiceStep, step } from '../service.js'
import { administrator, clientHosts, DATABASE_USER } from './database-address.js'
import type { AdminInstance } from './settings.js'
import { why } from './words.js'

/** An account for the admin alone: from its own host only, rows of its own database only. */
export function accountStep({ instance, host }: ServiceInput<AdminInstance>): ServiceStep {
  const password = secret(DATABASE_PASSWORD, 'sql')
  const statements = clientHosts(instance, host.address).flatMap((client): Text => {
    const account = `'${DATABASE_USER}'@'${client}'`
    return text`CREATE USER IF NOT EXISTS ${account} IDENTIFIED BY ${password};
${setPassword(instance, account)}
GRANT SELECT, INSERT, UPDATE, DELETE ON \`metis_admin\`.* TO ${account};
`
  })
  return step(why('step.account'), {
    kind: 'sql',
    name: 'database-account',
    statements,
    inputs: 'account',
    ...administrator(instance),
  })
}

/**
 * The schema brings `admin` with the password `admin`, and the console has no way to change it. The name of the user column is
 * the release's affair, so it is looked up. Passwords are compared in clear text as the column's collation has it: that of the
 * schema takes `a` for `A`. With a release more the column may be another one, so it is looked at again.
 */
export function consolePassword({ instance, release }: ServiceInput<AdminInstance>): ServiceStep {
  const statements = text`SELECT IF(COUNT(*) = 0, 'DO 0', CONCAT('ALTER TABLE metis_admin.sys_user MODIFY password ',
  MIN(column_type), ' CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL')) INTO @exact FROM information_schema.columns
  WHERE table_schema = 'metis_admin' AND table_name = 'sys_user' AND column_name = 'password'
  AND collation_name <> 'utf8mb4_bin';
PREPARE compare_exactly FROM @exact;
EXECUTE compare_exactly;
DEALLOCATE PREPARE compare_exactly;
SELECT MIN(column_name) INTO @name FROM information_schema.columns
  WHERE table_schema = 'metis_admin' AND table_name = 'sys_user'
  AND column_name IN ('user_name', 'username', 'account', 'login_name', 'name');
SET @password = ${secret(CONSOLE_PASSWORD, 'sql')};
SET @change = IF(@name IS NULL,
  'UPDATE metis_admin.sys_user SET password = ? WHERE password = ''admin''',
  CONCAT('UPDATE metis_admin.sys_user SET password = ? WHERE \`', @name, '\` = ''admin'''));
PREPARE change_password FROM @change;
EXECUTE change_password USING @password;
DEALLOCATE PREPARE change_password;
`
  return step(why('step.console-password'), {
    kind: 'sql',
    name: 'console-password',
    statements,
    inputs: `password, compared exactly, ${release.version}`,
    ...administrator(instance),
  })
}

/** MariaDB 10.1 (Ubuntu 18.04) has no ALTER USER, MySQL 8 no PASSWORD(): each server gets what it understands. */
function setPassword({ database }: AdminInstance, account: string): Text {
  const password = secret(DATABASE_PASSWORD, 'sql')
  return database.kind === 'managed'
    ? text`SET PASSWORD FOR ${account} = PASSWORD(${password});`
    : text`ALTER USER ${account} IDENTIFIED BY ${password};`
}
