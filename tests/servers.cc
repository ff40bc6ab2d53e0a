// SPDX-License-Identifier: GPL-2.0-or-later
// Each server leads a process group, because it forks for every connection.
#include "tests/servers.h"

#include "tests/waiting.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <string_view>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

namespace test {
namespace {

sockaddr_in loopback(unsigned port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

/// Starts a server that writes what it does to the file `log`.
pid_t start(const std::string& path, unsigned port, int log) {
  const std::string port_text = std::to_string(port);
  const pid_t pid = fork();
  if (pid < 0) throw std::runtime_error("fork failed");
  // Both create the group, so that neither continues without it.
  setpgid(pid, pid);
  if (pid != 0) return pid;
  dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO}) dup2(log, fd);
  execlp("xapian-tcpsrv", "xapian-tcpsrv", "--interface", "127.0.0.1", "--port", port_text.c_str(),
         path.c_str(), nullptr);
  _exit(127);
}

/// Waits until it listens; false when it ends before. A successful connection would prove little:
/// another process may have the port.
bool listens(pid_t server, int log) {
  bool does = false;
  wait_until([&] {
    const bool ended = has_ended(server);
    std::array<char, 4096> text{};
    const ssize_t size = pread(log, text.data(), text.size(), 0);
    const std::string_view told(text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    does = told.find("Listening") != std::string_view::npos;
    return does || ended;
  });
  return does;
}

}  // namespace

unsigned free_port() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no free port on the loopback interface");
  }
  close(fd);
  return ntohs(address.sin_port);
}

Server::Server(const std::string& path, unsigned port) : port_(port) {
  constexpr int kTries = 10;  // another process may take the port, or still hold it
  for (int i = 1; i <= kTries; ++i) {
    if (port == 0) port_ = free_port();
    const int log = memfd_create("xapian-tcpsrv", MFD_CLOEXEC);
    group_ = start(path, port_, log);
    const bool is_up = listens(group_, log);
    close(log);
    if (is_up) return;
    kill();
    std::this_thread::sleep_for(std::chrono::milliseconds(10 * i));
  }
  throw std::runtime_error("xapian-tcpsrv does not serve " + path);
}

Server::~Server() {
  kill();
}

std::string Server::address() const {
  return "remote 127.0.0.1:" + std::to_string(port_);
}

void Server::kill() {
  if (group_ == 0) return;
  ::kill(-group_, SIGKILL);
  const bool ended = wait_for_end(group_).has_value();
  group_ = 0;
  if (!ended) throw std::runtime_error("xapian-tcpsrv cannot be killed");
}

void Server::hang() {
  ::kill(-group_, SIGSTOP);
}

}  // namespace test
