// SPDX-License-Identifier: GPL-2.0-or-later
// Xapian's stock servers on loopback ports, for tests of shards on other machines.
#pragma once

#include <string>

#include <sys/types.h>

namespace test {

/// xapian-tcpsrv on a free port, stopped with the object.
class Server {
 public:
  /// Serves the database at `path`; returns when it answers, and throws std::runtime_error when it
  /// ends before. `port` 0 finds a free one.
  explicit Server(const std::string& path, unsigned port = 0);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  [[nodiscard]] unsigned port() const { return port_; }
  /// The process that waits for connections, and its group.
  [[nodiscard]] pid_t group() const { return group_; }
  /// As `shard attach` takes it.
  [[nodiscard]] std::string address() const;

  /// Ends it, as a crash would, with the processes that serve its connections.
  void kill();
  /// Stops it and them without closing their connections, like a hanging machine.
  void hang();

 private:
  pid_t group_ = 0;
  unsigned port_;
};

/// A port that nothing listens on now.
unsigned free_port();

}  // namespace test
