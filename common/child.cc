// SPDX-License-Identifier: GPL-2.0-or-later
// Input and output are unnamed files: so a program that reads or writes slowly, or not at all,
// blocks nobody.
#include "common/child.h"

#include "common/errors.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>
#include <thread>

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dateline {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

constexpr std::chrono::milliseconds kLookEvery{5};

[[noreturn]] void fail(const std::string& what, int error) {
  throw Error(Exit::MachineFailed, fmt::format("{}: {}", what, std::strerror(error)));
}

File scratch_file(std::string_view content) {
  File file(std::tmpfile(), std::fclose);
  if (!file) fail("cannot make a temporary file", errno);
  const bool is_written = content.empty() || std::fwrite(content.data(), 1, content.size(),
                                                         file.get()) == content.size();
  if (!is_written || std::fflush(file.get()) != 0) {
    fail("cannot write a temporary file", errno);
  }
  std::rewind(file.get());
  return file;
}

std::string content_of(std::FILE* file) {
  std::string content;
  std::array<char, 65536> block{};
  std::rewind(file);
  while (const std::size_t n = std::fread(block.data(), 1, block.size(), file)) {
    content.append(block.data(), n);
  }
  return content;
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (const std::string& text : texts) all.push_back(const_cast<char*>(text.c_str()));
  all.push_back(nullptr);
  return all;
}

/// Ours, but for the names that are given anew.
std::vector<std::string> environment_of(const ChildOptions& options) {
  std::vector<std::string> all = options.environment;
  for (char** one = environ; *one != nullptr; ++one) {
    const std::string_view name(*one, std::strcspn(*one, "=") + 1);
    const bool is_given =
        std::any_of(options.environment.begin(), options.environment.end(),
                    [&](const std::string& given) { return given.starts_with(name); });
    if (!is_given) all.emplace_back(*one);
  }
  return all;
}

/// With a limit of time it has a process group of its own, so that what it started can be ended
/// with it.
pid_t start(const std::vector<std::string>& arguments, const ChildOptions& options,
            const File& input, const File& output) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, fileno(input.get()), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, output ? fileno(output.get()) : STDERR_FILENO,
                                   STDOUT_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t signals;
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(&attributes, &signals);
  for (const int signal : {SIGPIPE, SIGINT, SIGTERM}) sigaddset(&signals, signal);
  posix_spawnattr_setsigdefault(&attributes, &signals);
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
  if (options.patience) flags |= POSIX_SPAWN_SETPGROUP;
  posix_spawnattr_setflags(&attributes, flags);
  const std::vector<std::string> environment = environment_of(options);
  pid_t pid = 0;
  const int error = posix_spawnp(&pid, arguments[0].c_str(), &files, &attributes,
                                 pointers(arguments).data(), pointers(environment).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  if (error != 0) fail(fmt::format("cannot run {}", arguments[0]), error);
  return pid;
}

}  // namespace

ChildOutcome run_child(const std::vector<std::string>& arguments, const ChildOptions& options) {
  const File input = scratch_file(options.input);
  const File output = options.keep_output ? scratch_file("") : File(nullptr, std::fclose);
  const pid_t pid = start(arguments, options, input, output);
  ChildOutcome outcome;
  const auto deadline =
      std::chrono::steady_clock::now() + options.patience.value_or(std::chrono::milliseconds(0));
  int status = 0;
  for (;;) {
    const pid_t ended = waitpid(pid, &status, options.patience && !outcome.is_late ? WNOHANG : 0);
    if (ended == pid) break;
    if (ended < 0 && errno != EINTR) fail("cannot wait for a program", errno);
    if (ended != 0) continue;
    if (std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(kLookEvery);
    } else {
      outcome.is_late = true;
      kill(-pid, SIGKILL);
    }
  }
  outcome.exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  if (output) outcome.output = content_of(output.get());
  return outcome;
}

}  // namespace dateline
