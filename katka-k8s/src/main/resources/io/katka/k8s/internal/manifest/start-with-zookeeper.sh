#!/bin/bash
# Marks the node's volume once in its life, then becomes the server: of ZooKeeper where there is a zoo.cfg, else of Kafka.
set -euo pipefail
node=/opt/katka/node
run=/opt/katka/run
data=/var/lib/kafka/data/kafka
[[ ! -e $node/zoo.cfg ]] || data=/var/lib/zookeeper/data/zookeeper

refuse() {
  local code=$1
  shift
  printf '%s\n' "$*" | tee /dev/termination-log >&2
  exit "$code"
}

# Confluent's images have the scripts in /usr/bin, Apache's in /opt/kafka/bin.
become() {
  if [[ -x /usr/bin/$1 ]]; then
    exec "/usr/bin/$1" "$2"
  fi
  exec "/opt/kafka/bin/$1.sh" "$2"
}

# A broker that was killed has a session with ZooKeeper left, and would end at once if it came back before that has.
await_end_of_session() {
  local millis
  millis=$(sed -n 's/^zookeeper\.session\.timeout\.ms=//p' "$node/server.properties")
  echo "katka: the broker was killed: waiting $millis ms for the end of its session"
  trap 'exit 143' TERM
  sleep "$((millis / 1000 + 1))" &
  wait "$!"
  trap - TERM
}

rm -f /tmp/katka.*
wanted=$(<"$node/cluster.id")
fresh=
if [[ -s $data/meta.properties ]]; then
  found=$(sed -n 's/^cluster\.id=//p' "$data/meta.properties")
  [[ $found == "$wanted" ]] ||
    refuse 79 "katka: the volume belongs to another cluster: its cluster id is $found, wanted $wanted"
else
  [[ -e /opt/katka/permit/format ]] ||
    refuse 78 "katka: the volume is empty, though this node was formatted before: its data is gone"
  fresh=yes
  mkdir -p "$data"
  [[ ! -e $node/myid ]] || cat "$node/myid" >"$data/myid"
  cat "$node/meta.properties" >"$data/meta.new"
  mv "$data/meta.new" "$data/meta.properties"
fi
touch /tmp/katka.started
[[ ! -e $node/zoo.cfg ]] || become zookeeper-server-start "$node/zoo.cfg"

# These releases cannot read passwords from files themselves.
umask 077
text=$(<"$node/server.properties")
for name in admin nodes; do
  password=$(<"/opt/katka/credentials/$name")
  text=${text//"@$name-password@"/"$password"}
done
printf '%s\n' "$text" >"$run/server.properties"
umask 022
[[ -n $fresh || -e $data/.kafka_cleanshutdown ]] || await_end_of_session
become kafka-server-start "$run/server.properties"
