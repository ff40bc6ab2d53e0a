// SPDX-License-Identifier: GPL-2.0-or-later
// Two pipes, and a library that is preloaded.
#include "tests/faults/forks.h"

#include "tests/faults/forks_protocol.h"

#include <cstdlib>
#include <stdexcept>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace faults {
namespace {

[[noreturn]] void become_server(const std::string& program,
                                const std::vector<std::string>& environment,
                                const std::string& preload, int requests, int replies) {
  // Out of the way of the numbers that they will get.
  const int from = fcntl(requests, F_DUPFD, 10);
  const int to = fcntl(replies, F_DUPFD, 10);
  dup2(from, kRequests);
  dup2(to, kReplies);
  close(from);
  close(to);
  for (const std::string& one : environment) putenv(const_cast<char*>(one.c_str()));
  setenv(kPreloadVariable, preload.c_str(), 1);
  setenv("LD_PRELOAD", (FAULTS_FORKS " " + preload).c_str(), 1);
  execl(program.c_str(), program.c_str(), nullptr);
  _exit(127);
}

}  // namespace

Forks::Forks(const std::string& program, const std::vector<std::string>& environment,
             const std::string& preload) {
  int requests[2];
  int replies[2];
  if (pipe2(requests, O_CLOEXEC) != 0 || pipe2(replies, O_CLOEXEC) != 0) {
    throw std::runtime_error("pipe2 failed");
  }
  pid_ = fork();
  if (pid_ == 0) become_server(program, environment, preload, requests[0], replies[1]);
  close(requests[0]);
  close(replies[1]);
  requests_ = requests[1];
  replies_ = replies[0];
  if (pid_ < 0) throw std::runtime_error("fork failed");
}

Forks::~Forks() {
  close(requests_);
  close(replies_);
  waitpid(pid_, nullptr, 0);
}

e2e::Outcome Forks::run(const std::vector<std::string>& arguments, unsigned seconds,
                        long& memory_kib) {
  const std::string out = directory_.path("out");
  const std::string err = directory_.path("err");
  std::string text = out + '\0' + err + '\0';
  for (const std::string& argument : arguments) text += argument + '\0';
  const Request request{static_cast<std::uint32_t>(text.size()),
                        static_cast<std::uint32_t>(arguments.size() + 2), seconds};
  text.insert(0, reinterpret_cast<const char*>(&request), sizeof request);
  Reply reply{};
  if (write(requests_, text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
      read(replies_, &reply, sizeof reply) != sizeof reply) {
    throw std::runtime_error("the program that forks has ended");
  }
  memory_kib = static_cast<long>(reply.memory_kib);
  e2e::Outcome outcome;
  outcome.exit_code =
      WIFSIGNALED(reply.status) ? 128 + WTERMSIG(reply.status) : WEXITSTATUS(reply.status);
  outcome.out = e2e::read(out);
  outcome.err = e2e::read(err);
  return outcome;
}

}  // namespace faults
