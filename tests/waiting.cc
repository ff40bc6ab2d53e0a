// SPDX-License-Identifier: GPL-2.0-or-later
// Polls, less and less often.
#include "tests/waiting.h"

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <thread>

#include <sys/resource.h>
#include <sys/wait.h>

namespace test {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

bool wait_until(const std::function<bool()>& is_so, std::chrono::milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  for (std::chrono::microseconds pause(500);;) {
    if (is_so()) return true;
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(pause);
    pause = std::min<std::chrono::microseconds>(pause * 3 / 2, std::chrono::milliseconds(20));
  }
}

std::optional<Ended> wait_for_end(pid_t pid, std::chrono::milliseconds patience) {
  int status = 0;
  rusage usage{};
  const bool ended = wait_until(
      [&] {
        const pid_t found = wait4(pid, &status, WNOHANG, &usage);
        if (found < 0 && errno != EINTR)
          throw std::runtime_error("there is no such child to wait for");
        return found == pid;
      },
      patience);
  if (!ended) return std::nullopt;
  return Ended{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
               seconds(usage.ru_utime) + seconds(usage.ru_stime)};
}

bool has_ended(pid_t pid) {
  siginfo_t info{};
  return waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
         info.si_pid == pid;
}

}  // namespace test
