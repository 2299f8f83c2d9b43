# A PostgreSQL cluster for one run: own folder, free port, gone at the end. Sourced by run;
# needs $work and $at_exit.

postgresql_bin() {
  local folders=(/usr/lib/postgresql/*/bin)
  [[ ! -x ${folders[-1]}/initdb ]] || echo "${folders[-1]}"
}

start_postgresql() {
  local bin data=$work/postgresql port as=()
  bin=$(postgresql_bin)
  port=$(python3 -c 'import socket
probe = socket.create_server(("127.0.0.1", 0))
print(probe.getsockname()[1])')
  mkdir "$data"
  chmod 711 "$work"
  # The server refuses to run as root.
  if [[ $(id -u) -eq 0 ]]; then
    chown postgres "$data"
    as=(runuser -u postgres --)
  fi
  "${as[@]}" "$bin/initdb" -D "$data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync >/dev/null
  # Nothing in it outlives the run, so nothing waits for the disk.
  "${as[@]}" "$bin/pg_ctl" -D "$data" -l "$data/log" -w start >/dev/null -o \
    "-p $port -h 127.0.0.1 -k '' -c max_connections=200 -c fsync=off -c full_page_writes=off"
  at_exit=("${as[@]}" "$bin/pg_ctl" -D "$data" -m immediate stop)
  export TEST_POSTGRES_URL="postgresql+psycopg://postgres@127.0.0.1:$port/postgres"
  echo "$TEST_POSTGRES_URL"
}
