/** In the order in which the playbooks start them. */
export const OLD_SERVICES = ['consul', 'via', 'carrier', 'admin', 'data', 'compute'] as const
export type OldService = (typeof OLD_SERVICES)[number]

/** Puts programs and directories of a service into the working directory, from `/var/old-artifacts`. */
export function programsScript(service: OldService): string {
  switch (service) {
    case 'consul':
    case 'via':
      return `mkdir -p ${service}/{config,log}; cp /var/old-artifacts/${service} ${service}/`
    case 'carrier':
      return 'mkdir -p carrier/{config,log,datadir,p2p_priv_key}; cp /var/old-artifacts/{carrier,keytool} carrier/'
    case 'admin':
      return ADMIN
    default:
      return `mkdir -p ${service}/{config,data_root,result_root,contract_work_dir,whl,log}
cp /var/old-artifacts/*.whl /var/old-artifacts/no_avx2/*.whl ${service}/whl/
${PYTHON}
${service === 'data' ? `printf 'a,b\\n1,2\\n' >data/data_root/rows_20260101-120000.csv` : ''}`
  }
}

/** One environment for all fighters of a host. */
const PYTHON = `env=miniconda/envs/python375
[ -d "$env" ] || {
  mkdir -p "$env"
  tar -xzf /var/old-artifacts/cpython-3.7-linux-x86_64.tar.gz -C "$env" --strip-components 1
  tar -xzf /var/old-artifacts/metis-wheelhouse-0.3.0.tar.gz -C /var/old-artifacts
  ln -s python3 "$env/bin/python"
  site=$("$env/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  for wheel in /var/old-artifacts/{*.whl,no_avx2/*.whl,wheelhouse/*.whl}; do "$env/bin/python" -m zipfile -e "$wheel" "$site"; done
}`

const ADMIN = `mkdir -p admin/{config,sql,scripts,logs,network}
cp /var/old-artifacts/admin.jar admin/; cp /var/old-artifacts/admin.sql admin/sql/; tar -xf /var/old-artifacts/admin.tar -C admin/network
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -q && apt-get install -q -y mariadb-server nginx openjdk-17-jre-headless; } >/dev/null
printf '[mysqld]\\nbind-address=0.0.0.0\\nevent_scheduler=on\\n' >/etc/mysql/mariadb.conf.d/99-old.cnf
systemctl restart mariadb
mysql <admin/sql/admin.sql
mysql -e "CREATE USER metis_admin@'%' IDENTIFIED BY 'old-admin'; GRANT ALL ON *.* TO metis_admin@'%'"`

/** Starts a service as the login, in its home. */
export function startScript(
  service: OldService,
  {
    address,
    servers,
    keys,
  }: { address: string; servers: readonly string[]; keys: Readonly<Record<string, string>> },
): string {
  const nohup = (command: string, log = '/dev/null') =>
    `umask 0002; setsid nohup ${command} >>${log} 2>&1 </dev/null &`
  const listens = (port: number) => `until : <>/dev/tcp/${address}/${port}; do sleep 0.1; done 2>/dev/null`
  switch (service) {
    case 'consul': {
      const i = servers.indexOf(address)
      const puts = Object.entries(keys).map(
        ([key, value]) =>
          `until "$HOME/consul/consul" kv put -http-addr=${servers[0]}:8500 metis/${key} ${value}; do sleep 0.2; done`,
      )
      return `${nohup('"$HOME/consul/consul" agent -config-file "$HOME/consul/config/consul.json"')}
${listens(8500 + i)}
${i === 0 ? '' : `"$HOME/consul/consul" join -http-addr=${address}:${8500 + i} ${servers[0]}:8300`}
${i < servers.length - 1 ? '' : puts.join('\n')}`
    }
    case 'via':
      return `${nohup('"$HOME/via/via" -cnf "$HOME/via/config/via.yml"')}
${listens(10031)}`
    case 'carrier':
      return `${nohup('"$HOME/carrier/carrier" --config-file "$HOME/carrier/config/carrier.yml"', '"$HOME/carrier/log/carrier.log"')}
${listens(10034)}`
    case 'admin':
      return `cd admin
${nohup('java -server -Xmx256M -jar "$HOME/admin/admin.jar" --spring.profiles.active=admin')}
${listens(9090)}`
    default:
      return `${nohup(`/bin/bash "$HOME/${service}/start_v3_service.sh" "$HOME/${service}/config/${service}.yml" ${service} "$HOME/miniconda/envs/python375/bin/python"`)}
${listens(service === 'data' ? 8700 : 8800)}`
  }
}
