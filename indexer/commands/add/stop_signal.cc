// SPDX-License-Identifier: GPL-2.0-or-later
// A handler, a flag, and eventfd(2) for those who wait.
#include "indexer/commands/add/stop_signal.h"

#include "common/errors/errors.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>

#include <fmt/format.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace dateline::commands {
namespace {

std::atomic<int> signal_noted = 0;
std::atomic<int> wake_up = -1;
static_assert(std::atomic<int>::is_always_lock_free);  // as a signal handler needs it

void take_note(int signal) {
  const int error = errno;
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  signal_noted = signal;
  const std::uint64_t one = 1;
  (void)!write(wake_up, &one, sizeof one);
  errno = error;
}

}  // namespace

void note_stop_signals() {
  if (wake_up >= 0) return;
  wake_up = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (wake_up < 0) {
    throw Error(Code::Machine, fmt::format("cannot wait for signals: {}", std::strerror(errno)));
  }
  struct sigaction action {};
  action.sa_handler = take_note;
  action.sa_flags = SA_RESTART;
  // Neither is handled while the other is.
  sigaddset(&action.sa_mask, SIGINT);
  sigaddset(&action.sa_mask, SIGTERM);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

int stop_signal() noexcept {
  return signal_noted;
}

int stop_descriptor() noexcept {
  return wake_up;
}

const char* name_of_signal(int signal) noexcept {
  return signal == SIGINT ? "SIGINT" : "SIGTERM";
}

void end_by(int signal) noexcept {
  std::signal(signal, SIG_DFL);
  std::raise(signal);
  _exit(128 + signal);  // the first process of a container is not ended by that
}

}  // namespace dateline::commands
