// SPDX-License-Identifier: GPL-2.0-or-later
// Copies of directories, and the shim's file.
#include "tests/faults/world.h"

#include "tests/servers.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <new>
#include <regex>
#include <sstream>
#include <stdexcept>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xxhash.h>

namespace faults {
namespace fs = std::filesystem;
namespace {

/// No run of these tests takes a second on an idle machine.
constexpr unsigned kSeconds = 60;

std::set<std::string> lines_of(const std::string& text) {
  std::set<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.insert(line);
  return lines;
}

std::uint64_t hash_of(const fs::path& root, const std::set<std::string>& without) {
  std::map<std::string, std::string> files;
  for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator();
       ++it) {
    const std::string name = it->path().lexically_relative(root).string();
    if (without.contains(name)) {
      it.disable_recursion_pending();
    } else {
      files[name] = it->is_regular_file() ? e2e::read(it->path()) : "";
    }
  }
  std::string all;
  for (const auto& [name, bytes] : files) {
    all += name + '\0' + std::to_string(bytes.size()) + '\0' + bytes;
  }
  return XXH3_64bits(all.data(), all.size());
}

}  // namespace

Command index(std::vector<std::string> arguments) {
  return {DATELINE_INDEX, std::move(arguments)};
}

Command search(std::vector<std::string> arguments) {
  return {DATELINE_SEARCH, std::move(arguments)};
}

std::string difference(const State& is, const State& should_be) {
  std::ostringstream out;
  if (is.is_there != should_be.is_there) {
    out << (is.is_there ? "there is an archive" : "there is no archive") << '\n';
  }
  const auto compare = [&](const char* what, const std::set<std::string>& a,
                           const std::set<std::string>& b) {
    for (const std::string& line : a) {
      if (!b.contains(line)) out << what << " is there: " << line.substr(0, 300) << '\n';
    }
    for (const std::string& line : b) {
      if (!a.contains(line)) out << what << " is missing: " << line.substr(0, 300) << '\n';
    }
  };
  compare("article", is.articles, should_be.articles);
  compare("reject", is.rejects, should_be.rejects);
  compare("delivery", is.delivered, should_be.delivered);
  if (is.saved != should_be.saved) out << "saved searches differ: " << is.saved << '\n';
  return out.str();
}

World::World() {
  fs::create_directories(root());
  fs::create_directories(directory_.path("inputs"));
  const std::string file = directory_.write("control", std::string(sizeof(Control), '\0'));
  const int fd = open(file.c_str(), O_RDWR | O_CLOEXEC);
  void* const at = mmap(nullptr, sizeof(Control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (at == MAP_FAILED) throw std::runtime_error("cannot map the control file");
  control_ = new (at) Control{};
}

World::~World() {
  munmap(control_, sizeof(Control));
}

std::string World::input(const std::string& name, const std::string& content) const {
  return directory_.write("inputs/" + name, content);
}

void World::serve(const std::string& copy) {
  const std::string served = directory_.path("served");
  fs::copy(path(copy), served, fs::copy_options::recursive);
  server_ = std::make_unique<test::Server>(served);
}

std::string World::server() const {
  return server_->address();
}

void World::save() const {
  fs::remove_all(directory_.path("saved"));
  fs::copy(root(), directory_.path("saved"), fs::copy_options::recursive);
}

void World::restore() const {
  fs::remove_all(root());
  fs::copy(directory_.path("saved"), root(), fs::copy_options::recursive);
}

e2e::Outcome World::run(const Command& command, const Plan& plan) {
  auto* const control = new (control_) Control{};
  const auto copy = [](auto& to, const std::string& from) {
    if (from.size() >= sizeof to) throw std::runtime_error("too long: " + from);
    std::memcpy(&to, from.c_str(), from.size() + 1);
  };
  copy(control->root, root().string());
  copy(control->only, plan.only);
  if (plan.is_logged) {
    fs::remove(log());
    copy(control->log, log().string());
  }
  control->fault = plan.fault;
  control->points = plan.points;
  control->at = plan.at;
  control->error = plan.error;
  control->is_sticky = plan.is_sticky ? 1 : 0;
  control->delay_us = plan.delay_us;
  e2e::Surroundings surroundings;
  surroundings.environment = {std::string("LD_PRELOAD=") + FAULTS_SHIM,
                              std::string(kControlVariable) + "=" + directory_.path("control"),
                              "ASAN_OPTIONS=verify_asan_link_order=0:new_delete_type_mismatch=0"};
  surroundings.seconds = kSeconds;
  return e2e::run(command.program, command.arguments, surroundings);
}

void World::must(const Command& command) {
  const e2e::Outcome outcome = run(command);
  if (outcome.exit_code == 0) return;
  throw std::runtime_error("exit code " + std::to_string(outcome.exit_code) + ": " + outcome.err);
}

State World::state() {
  State state;
  if (!fs::exists(archive() + "/archive.json")) return state;
  state.is_there = true;
  const e2e::Outcome checked = run(index({"check", archive()}));
  if (checked.exit_code != 0) {
    throw std::runtime_error("check ends with " + std::to_string(checked.exit_code) + ": " +
                             checked.out + checked.err);
  }
  const e2e::Outcome exported = run(search({"export", archive(), "--format", "jsonl"}));
  if (exported.exit_code > 1) throw std::runtime_error("export fails: " + exported.err);
  state.articles = lines_of(exported.out);
  if (fs::exists(archive() + "/alerts")) {
    const e2e::Outcome saved = run(search({"saved", archive()}));
    if (saved.exit_code > 1) throw std::runtime_error("saved fails: " + saved.err);
    state.saved = saved.out;
  }
  state.rejects = lines_of(e2e::read(archive() + "/rejects.jsonl"));
  for (const std::string& line : lines_of(e2e::read(path("out.jsonl")))) {
    state.delivered.insert("jsonl " + line);
  }
  const std::string feed = e2e::read(path("out.atom"));
  static const std::regex kId("<id>([^<]*)</id>");
  for (std::sregex_iterator it(feed.begin(), feed.end(), kId); it != std::sregex_iterator(); ++it) {
    state.delivered.insert("atom " + it->str());
  }
  std::error_code none;
  for (const fs::directory_entry& mail : fs::directory_iterator(path("mail") + "/new", none)) {
    state.delivered.insert("mail " + e2e::read(mail.path()));
  }
  return state;
}

std::uint64_t World::hash() const {
  return hash_of(root(), {"archive/lock"});
}

std::uint64_t World::hash_beside() const {
  return hash_of(directory_.path(), {"world", "saved", "control", "log", "served"});
}

}  // namespace faults
