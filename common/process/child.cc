// SPDX-License-Identifier: GPL-2.0-or-later
// Input and output are unnamed files, so a program that reads or writes slowly, or not at all,
// blocks nobody.
#include "common/process/child.h"

#include "common/errors/errors.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <thread>

#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dateline {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLookEvery{5};
/// A killed process ends within it, unless it hangs in the kernel.
constexpr std::chrono::seconds kGrace{1};

[[noreturn]] void fail(const std::string& what, int error) {
  throw Error(code_of(error), fmt::format("{}: {}", what, std::strerror(error)));
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

/// Ours, except for the names that are set again.
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

/// With a time limit it has its own process group, so that what it started can be ended with it.
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
  for (const int signal : {SIGPIPE, SIGXFSZ, SIGINT, SIGTERM}) sigaddset(&signals, signal);
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

/// Its status, once it has ended; nothing when it has not by the deadline, if there is one.
std::optional<int> status_of(pid_t pid, std::optional<Clock::time_point> deadline) {
  for (;;) {
    int status = 0;
    const pid_t ended = waitpid(pid, &status, deadline ? WNOHANG : 0);
    if (ended == pid) return status;
    if (ended < 0 && errno != EINTR) fail("cannot wait for a program", errno);
    if (!deadline) continue;
    if (Clock::now() >= *deadline) return std::nullopt;
    std::this_thread::sleep_for(kLookEvery);
  }
}

/// Ends a process group. What hangs in the kernel ends when it is released, and need not be waited
/// for.
void end_group(pid_t leader) {
  kill(-leader, SIGKILL);
  status_of(leader, Clock::now() + kGrace);
}

int exit_code_of(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/// How the work in a separate process failed. It is in memory that both processes share, so that no
/// descriptor is needed.
struct Told {
  bool has_failed = false;
  Code code = Code::Machine;
  std::array<char, 4096> what{};
  std::array<char, 1024> hint{};
  std::optional<Setting> setting;
};

using SharedTold = std::unique_ptr<Told, void (*)(Told*)>;

SharedTold shared_told() {
  void* const memory =
      mmap(nullptr, sizeof(Told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) fail("cannot share memory", errno);
  return {new (memory) Told, [](Told* told) { munmap(told, sizeof(Told)); }};
}

template <std::size_t kSize>
void put(std::string_view text, std::array<char, kSize>& to) {
  text = text::cut(text, kSize - 1);
  std::copy(text.begin(), text.end(), to.begin());
}

[[noreturn]] void work_as_child(const std::function<void()>& work, pid_t parent, Told& told) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  setpgid(0, 0);
  // Among them may be locks: what hangs must not hold them.
  close_range(STDERR_FILENO + 1, ~0U, 0);
  try {
    work();
  } catch (const Error& error) {
    told.has_failed = true;
    told.code = error.code();
    put(error.what(), told.what);
    put(error.hint().text, told.hint);
    told.setting = error.hint().setting;
  } catch (const std::exception& error) {
    told.has_failed = true;
    put(error.what(), told.what);
  }
  _exit(0);
}

}  // namespace

ChildOutcome run_child(const std::vector<std::string>& arguments, const ChildOptions& options) {
  const File input = scratch_file(options.input);
  const File output = options.keep_output ? scratch_file("") : File(nullptr, std::fclose);
  const pid_t pid = start(arguments, options, input, output);
  std::optional<Clock::time_point> deadline;
  if (options.patience) deadline = Clock::now() + *options.patience;
  ChildOutcome outcome;
  const std::optional<int> status = status_of(pid, deadline);
  outcome.is_late = !status.has_value();
  if (outcome.is_late) end_group(pid);
  outcome.exit_code = status ? exit_code_of(*status) : 128 + SIGKILL;
  if (output) outcome.output = content_of(output.get());
  return outcome;
}

bool run_apart(const std::function<void()>& work, std::chrono::milliseconds patience) {
  const SharedTold told = shared_told();
  const auto deadline = Clock::now() + patience;
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid < 0) fail("cannot start a process", errno);
  if (pid == 0) work_as_child(work, parent, *told);
  setpgid(pid, pid);  // as it does itself, whichever comes first
  const std::optional<int> status = status_of(pid, deadline);
  if (!status) {
    end_group(pid);
    return false;
  }
  if (told->has_failed) {
    Advice hint(told->hint.data());
    hint.setting = told->setting;
    throw Error(told->code, told->what.data(), std::move(hint));
  }
  if (*status == 0) return true;
  throw Error(Code::Machine,
              fmt::format("its process ended with exit code {}", exit_code_of(*status)));
}

}  // namespace dateline
