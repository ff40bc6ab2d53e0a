// SPDX-License-Identifier: GPL-2.0-or-later
// Two pipes and posix_spawn.
#include "tests/bench/versus/engine.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dateline::bench {

Engine::Engine(std::string program, const std::string& directory) : program_(std::move(program)) {
  std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  if (pipe2(in.data(), O_CLOEXEC) != 0 || pipe2(out.data(), O_CLOEXEC) != 0) {
    throw std::runtime_error("cannot make a pipe");
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  const std::string verb = "serve";
  std::array<char*, 4> arguments = {program_.data(), const_cast<char*>(verb.data()),
                                    const_cast<char*>(directory.data()), nullptr};
  const int error =
      posix_spawn(&pid_, program_.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  to_ = fdopen(in[1], "w");
  from_ = fdopen(out[0], "r");
  if (error != 0 || line() != "ready") throw std::runtime_error(program_ + " does not serve");
}

Engine::~Engine() {
  std::fclose(to_);
  std::fclose(from_);
  waitpid(pid_, nullptr, 0);
}

std::string Engine::line() {
  char* text = nullptr;
  std::size_t room = 0;
  const ssize_t size = getline(&text, &room, from_);
  std::string read(text, size > 0 ? static_cast<std::size_t>(size) - 1 : 0);
  std::free(text);
  if (size <= 0) throw std::runtime_error(program_ + " ended");
  return read;
}

Answer Engine::ask(const std::string& request) {
  fmt::print(to_, "{}\n", request);
  std::fflush(to_);
  const std::string text = line();
  Answer answer;
  std::size_t begin = 0;
  for (int i = 0; begin <= text.size(); ++i) {
    const std::size_t end = std::min(text.find('\t', begin), text.size());
    const std::string field = text.substr(begin, end - begin);
    if (i == 0) {
      answer.milliseconds = std::stod(field) / 1e6;
    } else if (i == 1) {
      answer.count = field;
    } else {
      answer.fields.push_back(field);
    }
    begin = end + 1;
  }
  return answer;
}

std::uint64_t Engine::status_bytes(const std::string& name) const {
  std::ifstream status(fmt::format("/proc/{}/status", pid_));
  for (std::string text; std::getline(status, text);) {
    if (text.starts_with(name)) return std::stoull(text.substr(name.size())) * 1024;
  }
  return 0;
}

}  // namespace dateline::bench
