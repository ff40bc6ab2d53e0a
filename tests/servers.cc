// SPDX-License-Identifier: GPL-2.0-or-later
// Each server leads a process group, because it forks for every connection.
#include "tests/servers.h"

#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
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

bool can_connect(unsigned port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  const bool connected =
      connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(fd);
  return connected;
}

pid_t start(const std::string& path, unsigned port) {
  const pid_t pid = fork();
  if (pid != 0) return pid;
  setpgid(0, 0);
  const int null = open("/dev/null", O_RDWR);
  for (const int fd : {0, 1, 2}) dup2(null, fd);
  execlp("xapian-tcpsrv", "xapian-tcpsrv", "--quiet", "--interface", "127.0.0.1", "--port",
         std::to_string(port).c_str(), path.c_str(), nullptr);
  _exit(127);
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

Server::Server(const std::string& path, unsigned port) : port_(port == 0 ? free_port() : port) {
  group_ = start(path, port_);
  for (int i = 0; i < 500; ++i) {
    if (can_connect(port_)) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  kill();
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
  waitpid(group_, nullptr, 0);
  group_ = 0;
}

void Server::hang() {
  ::kill(-group_, SIGSTOP);
}

}  // namespace test
