// SPDX-License-Identifier: GPL-2.0-or-later
// The two kinds of connection that Xapian's remote backend knows.
#include "common/archive/server.h"

#include "common/errors/errors.h"
#include "common/text/ascii.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <csignal>
#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>
#include <sys/wait.h>

namespace dateline {
namespace {

bool is_plain(std::string_view text, std::string_view others) {
  return !text.empty() && text.front() != '-' && std::all_of(text.begin(), text.end(), [&](char c) {
    return ascii::is_letter_or_digit(c) || others.find(c) != std::string_view::npos;
  });
}

/// Cuts the first word off `text`.
std::string_view first_word(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

/// BatchMode: a password that cannot be typed must not hang a search.
std::string ssh_arguments(const Server& server, double timeout_seconds) {
  return fmt::format("-o BatchMode=yes -o ConnectTimeout={} {} xapian-progsrv {}",
                     std::max(1.0, std::ceil(timeout_seconds)), server.host, server.path);
}

/// The processes that this thread has started and that nobody has waited for.
std::set<pid_t> own_children() {
  std::ifstream file("/proc/thread-self/children");
  return {std::istream_iterator<pid_t>(file), std::istream_iterator<pid_t>()};
}

/// The one that is not among `before`; 0 if there is none.
pid_t child_since(const std::set<pid_t>& before) {
  for (const pid_t child : own_children()) {
    if (!before.contains(child)) return child;
  }
  return 0;
}

}  // namespace

Server read_server(std::string_view words) {
  Server server;
  std::string_view rest = words;
  const std::string_view kind = first_word(rest);
  if (kind == "remote") {
    const std::size_t colon = rest.rfind(':');
    if (colon != std::string_view::npos) {
      server.host = rest.substr(0, colon);
      const char* const end = rest.data() + rest.size();
      const auto [ptr, error] = std::from_chars(rest.data() + colon + 1, end, server.port);
      if (error == std::errc() && ptr == end && server.port > 0 && server.port < 65536 &&
          is_plain(server.host, ".-_")) {
        return server;
      }
    }
  } else if (kind == "ssh") {
    server.by_ssh = true;
    server.host = first_word(rest);
    server.path = rest;
    if (is_plain(server.host, ".-_@") && is_plain(server.path, "./-_+,@%")) return server;
  }
  throw Error(Code::Usage, fmt::format("'{}' is not a server", words),
              "write 'remote HOST:PORT' for xapian-tcpsrv, or 'ssh HOST PATH' for xapian-progsrv");
}

std::string stub_line(const Server& server) {
  return server.by_ssh ? fmt::format("remote :ssh {} xapian-progsrv {}", server.host, server.path)
                       : fmt::format("remote {}:{}", server.host, server.port);
}

// libxapian starts ssh, and waits for its end when the database is closed: for ever, if the other
// machine hangs. So the process is looked up, and killed before. Nothing is lost, for servers are
// only read.

Connection::Connection(const Server& server, double timeout_seconds) {
  const auto milliseconds = static_cast<unsigned>(timeout_seconds * 1000);
  if (!server.by_ssh) {
    database_ = Xapian::Remote::open(server.host, server.port, milliseconds, milliseconds);
    return;
  }
  const std::set<pid_t> before = own_children();
  try {
    database_ = Xapian::Remote::open("ssh", ssh_arguments(server, timeout_seconds), milliseconds);
  } catch (const Xapian::Error&) {
    if (const pid_t ssh = child_since(before); ssh != 0) {
      kill(ssh, SIGKILL);
      waitpid(ssh, nullptr, 0);
    }
    throw;
  }
  ssh_ = child_since(before);
}

Connection::~Connection() {
  if (ssh_ != 0) kill(ssh_, SIGKILL);
}

}  // namespace dateline
