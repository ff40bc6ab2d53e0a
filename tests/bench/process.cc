// SPDX-License-Identifier: GPL-2.0-or-later
// posix_spawn, a pipe for stdout and wait4.
#include "tests/bench/process.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dateline::bench {
namespace {

constexpr std::size_t kKeptOutput = std::size_t{64} << 10U;
constexpr std::size_t kShownStderr = 4096;

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  [[nodiscard]] int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

class FileActions {
 public:
  FileActions(int output, const std::string& stderr_file) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, stderr_file.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
  }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

/// For the exec family, which takes char* but does not write.
std::vector<char*> pointers(const std::vector<std::string>& strings) {
  std::vector<char*> all;
  all.reserve(strings.size() + 1);
  for (const std::string& s : strings) all.push_back(const_cast<char*>(s.c_str()));
  all.push_back(nullptr);
  return all;
}

/// Reads until the other end is closed; keeps the last part.
std::string drain(int fd) {
  std::string kept;
  std::array<char, 16384> buffer{};
  for (;;) {
    const ssize_t count = read(fd, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(errno, "cannot read a program's output");
    if (count == 0) break;
    kept.append(buffer.data(), static_cast<std::size_t>(count));
    if (kept.size() > 2 * kKeptOutput) kept.erase(0, kept.size() - kKeptOutput);
  }
  if (kept.size() > kKeptOutput) kept.erase(0, kept.size() - kKeptOutput);
  return kept;
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

std::string end_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream all;
  all << file.rdbuf();
  std::string text = all.str();
  text.erase(text.find_last_not_of('\n') + 1);
  if (text.size() > kShownStderr) text.erase(0, text.size() - kShownStderr);
  return text;
}

/// Empty when the process ended with 0.
std::string trouble(int status) {
  if (WIFSIGNALED(status)) return fmt::format("was ended by signal {}", WTERMSIG(status));
  const int code = WEXITSTATUS(status);
  return code == 0 ? "" : fmt::format("ended with exit code {}", code);
}

}  // namespace

Launcher::Launcher(const std::filesystem::path& scratch)
    : stderr_file_((scratch / "stderr.txt").string()) {
  // XAPIAN_FLUSH_THRESHOLD and similar would change what is measured.
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable(*entry);
    if (!variable.starts_with("XAPIAN_") && !variable.starts_with("DATELINE_")) {
      environment_.emplace_back(variable);
    }
  }
}

Run Launcher::run(const Arguments& arguments) {
  const std::string command = fmt::format("{}", fmt::join(arguments, " "));
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) fail(errno, "cannot make a pipe");
  const Descriptor output(ends[0]);
  Descriptor input(ends[1]);
  const FileActions actions(input.get(), stderr_file_);
  const std::vector<char*> argv = pointers(arguments);
  const std::vector<char*> environment = pointers(environment_);

  Run run;
  const auto start = std::chrono::steady_clock::now();
  pid_t pid = 0;
  const int error =
      posix_spawnp(&pid, argv[0], actions.get(), nullptr, argv.data(), environment.data());
  if (error != 0) {
    throw CommandFailed(
        fmt::format("cannot start {}: {}", command, std::generic_category().message(error)));
  }
  input.close();
  run.output = drain(output.get());
  int status = 0;
  rusage usage{};
  while (wait4(pid, &status, 0, &usage) < 0) {
    if (errno != EINTR) fail(errno, "cannot wait for a program");
  }
  run.wall_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (const std::string what = trouble(status); !what.empty()) {
    throw CommandFailed(fmt::format("{}: {}\n{}", what, command, end_of_file(stderr_file_)));
  }
  run.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  run.peak_rss_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  return run;
}

bool is_runnable(const std::string& program) {
  if (program.find('/') != std::string::npos) return access(program.c_str(), X_OK) == 0;
  const char* path = std::getenv("PATH");
  std::istringstream directories(path == nullptr ? "/usr/bin:/bin" : path);
  for (std::string directory; std::getline(directories, directory, ':');) {
    if (access(directory.append("/").append(program).c_str(), X_OK) == 0) return true;
  }
  return false;
}

}  // namespace dateline::bench
