#!/bin/bash
# Succeeds where a ZooKeeper server serves: alone, as the leader, or as a follower that is synchronized.
exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
printf srvr >&3
while read -r line; do
  [[ $line != Mode:* ]] || exit 0
done <&3
echo "it does not serve"
exit 1
