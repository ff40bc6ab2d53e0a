// SPDX-License-Identifier: GPL-2.0-or-later
// fork, exec, pipes.
#include "tests/e2e/process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <fcntl.h>
#include <linux/capability.h>
#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace e2e {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
  int read_end = -1;
  int write_end = -1;
  Pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2 failed");
    read_end = ends[0];
    write_end = ends[1];
  }
};

[[noreturn]] void become(const std::string& program, const std::vector<std::string>& arguments,
                         const Surroundings& surroundings) {
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  for (const std::string& one : surroundings.environment) putenv(const_cast<char*>(one.c_str()));
  if (surroundings.obey_permissions && geteuid() == 0 &&
      (prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE) != 0 ||
       prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH) != 0)) {
    _exit(126);
  }
  if (surroundings.seconds != 0) alarm(surroundings.seconds);  // which outlives exec
  execvp(program.c_str(), argv.data());
  _exit(127);
}

/// Reads both outputs while feeding the input, so that no full pipe stops either side. False if the
/// outputs are still open at `until`.
bool converse(int in, int out, int err, const std::string& input, Clock::time_point until,
              Outcome& outcome) {
  std::size_t written = 0;
  if (input.empty()) {
    close(in);
    in = -1;
  } else {
    fcntl(in, F_SETFL, O_NONBLOCK);
  }
  std::array<char, 65536> block{};
  while ((out >= 0 || err >= 0) && Clock::now() < until) {
    std::array<pollfd, 3> ends = {{{out, POLLIN, 0}, {err, POLLIN, 0}, {in, POLLOUT, 0}}};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    if (poll(ends.data(), ends.size(), static_cast<int>(std::max<long>(left.count(), 0))) < 0) {
      if (errno == EINTR) continue;
      break;
    }
    const auto take = [&](int& fd, const pollfd& end, std::string& text) {
      if (fd < 0 || end.revents == 0) return;
      const ssize_t n = ::read(fd, block.data(), block.size());
      if (n > 0) {
        text.append(block.data(), static_cast<std::size_t>(n));
      } else if (n == 0) {
        close(fd);
        fd = -1;
      }
    };
    take(out, ends[0], outcome.out);
    take(err, ends[1], outcome.err);
    if (in >= 0 && ends[2].revents != 0) {
      const ssize_t n = ::write(in, input.data() + written, input.size() - written);
      if (n > 0) written += static_cast<std::size_t>(n);
      if (written == input.size() || (n < 0 && errno != EAGAIN)) {
        close(in);
        in = -1;
      }
    }
  }
  const bool all_read = out < 0 && err < 0;
  for (const int fd : {in, out, err}) {
    if (fd >= 0) close(fd);
  }
  return all_read;
}

std::string set_or(const char* variable, const char* otherwise) {
  const char* const set = std::getenv(variable);
  return set == nullptr ? otherwise : set;
}

[[noreturn]] void give_up(pid_t pid, const std::string& program) {
  kill(pid, SIGKILL);
  test::wait_for_end(pid);
  throw std::runtime_error(program + " does not end");
}

}  // namespace

int wait_for(pid_t pid) {
  const auto ended = test::wait_for_end(pid);
  if (!ended) give_up(pid, "process " + std::to_string(pid));
  return ended->exit_code;
}

Outcome run(const std::string& program, const std::vector<std::string>& arguments,
            const Surroundings& surroundings) {
  std::signal(SIGPIPE, SIG_IGN);
  const Pipe in;
  const Pipe out;
  const Pipe err;
  const auto end = Clock::now() + surroundings.patience;
  const pid_t pid = fork();
  if (pid == 0) {
    std::signal(SIGPIPE, SIG_DFL);
    dup2(in.read_end, STDIN_FILENO);
    dup2(out.write_end, STDOUT_FILENO);
    dup2(err.write_end, STDERR_FILENO);
    become(program, arguments, surroundings);
  }
  close(in.read_end);
  close(out.write_end);
  close(err.write_end);
  Outcome outcome;
  const bool all_read =
      converse(in.write_end, out.read_end, err.read_end, surroundings.input, end, outcome);
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
  const auto ended = all_read ? test::wait_for_end(pid, left) : std::nullopt;
  if (!ended) give_up(pid, program);
  outcome.exit_code = ended->exit_code;
  outcome.processor_seconds = ended->processor_seconds;
  return outcome;
}

pid_t start(const std::string& program, const std::vector<std::string>& arguments) {
  const pid_t pid = fork();
  if (pid == 0) {
    const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, fd);
    become(program, arguments, {});
  }
  return pid;
}

const std::string& index_program() {
  static const std::string path = set_or("DATELINE_INDEX", DATELINE_INDEX);
  return path;
}

const std::string& search_program() {
  static const std::string path = set_or("DATELINE_SEARCH", DATELINE_SEARCH);
  return path;
}

Outcome index(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  return run(index_program(), arguments, surroundings);
}

Outcome search(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  return run(search_program(), arguments, surroundings);
}

Outcome must(Outcome outcome) {
  if (outcome.exit_code != 0) throw std::runtime_error(outcome.out + outcome.err);
  return outcome;
}

Directory::Directory() {
  std::string pattern = (fs::temp_directory_path() / "dateline-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  root_ = pattern;
}

Directory::~Directory() {
  std::error_code ignored;  // a left-over directory in /tmp fails no test
  fs::remove_all(root_, ignored);
}

std::string Directory::write(const std::string& name, std::string_view content) const {
  const fs::path file = root_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file.string();
}

std::string Directory::path(const std::string& name) const {
  return (root_ / name).string();
}

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

std::string article(const std::string& date, const std::string& headline, const std::string& body) {
  return " date " + date + " " + headline + "\n\n" + body + "\n\n";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string summary(const Outcome& added, const std::string& name) {
  std::istringstream lines(added.out);
  std::string label;
  std::string value;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream(line) >> label >> value;
    if (label == name + ":") return value;
  }
  return "";
}

}  // namespace e2e
