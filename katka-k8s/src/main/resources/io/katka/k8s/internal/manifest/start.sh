#!/bin/bash
# Formats the node's volume once in its life, then becomes the server. All input is in files beside it.
set -euo pipefail
node=/opt/katka/node
data=/var/lib/kafka/data/kafka

refuse() {
  local code=$1
  shift
  printf '%s\n' "$*" | tee /dev/termination-log >&2
  exit "$code"
}

rm -f /tmp/katka.*
wanted=$(<"$node/cluster.id")
if [[ -s $data/meta.properties ]]; then
  found=$(sed -n 's/^cluster\.id=//p' "$data/meta.properties")
  [[ $found == "$wanted" ]] ||
    refuse 79 "katka: the volume belongs to another cluster: its cluster id is $found, wanted $wanted"
else
  [[ -e /opt/katka/permit/format ]] ||
    refuse 78 "katka: the volume is empty, though this node was formatted before: its data is gone"
  mapfile -t arguments <"$node/format.arguments"
  # The server's agent is not for the tool, whose own logging is quieter, too.
  env -u KAFKA_OPTS -u KAFKA_LOG4J_OPTS KAFKA_JMX_OPTS=-Djava.awt.headless=true /opt/kafka/bin/kafka-storage.sh format \
    --config "$node/server.properties" "${arguments[@]}" ||
    refuse 80 "katka: kafka-storage.sh format failed, see the lines before"
fi
touch /tmp/katka.started
exec /opt/kafka/bin/kafka-server-start.sh "$node/server.properties"
