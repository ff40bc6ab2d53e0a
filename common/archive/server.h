// SPDX-License-Identifier: GPL-2.0-or-later
// Where a shard is served by one of Xapian's stock servers.
#pragma once

#include <string>
#include <string_view>

#include <sys/types.h>
#include <xapian.h>

namespace dateline {

/// Written in words as `remote HOST:PORT` (xapian-tcpsrv listens there) or `ssh HOST PATH`
/// (xapian-progsrv is started there, on the database at PATH).
struct Server {
  bool by_ssh = false;
  std::string host;
  unsigned port = 0;  ///< of xapian-tcpsrv
  std::string path;   ///< for xapian-progsrv
};

/// Throws Error (Usage) when `words` have neither form. Host and path contain only characters
/// without meaning to a shell: both are passed to one on the other machine.
Server read_server(std::string_view words);

/// The line of a Xapian stub file that names the same database.
std::string stub_line(const Server& server);

/// A connection to a server. Ending it waits for nobody, even if the server hangs.
class Connection {
 public:
  /// Each answer may take as long as the connection, `timeout_seconds`. Throws Xapian::Error.
  Connection(const Server& server, double timeout_seconds);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  [[nodiscard]] const Xapian::Database& database() const { return database_; }

 private:
  Xapian::Database database_;
  pid_t ssh_ = 0;  ///< its process; 0 if there is none
};

}  // namespace dateline
