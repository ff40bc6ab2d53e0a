// SPDX-License-Identifier: GPL-2.0-or-later
// Copies of directories, and the shim's file.
#include "tests/faults/world.h"

#include "tests/faults/forks.h"
#include "tests/servers.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <functional>
#include <map>
#include <new>
#include <regex>
#include <sstream>
#include <stdexcept>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/mman.h>
#include <unistd.h>
#include <xxhash.h>

namespace faults {
namespace fs = std::filesystem;
using Json = nlohmann::json;
namespace {

/// No run of these tests takes a second on an idle machine.
constexpr unsigned kSeconds = 60;

std::set<std::string> lines_of(const std::string& text) {
  std::set<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.insert(line);
  return lines;
}

/// Reading the bytes of a file or knowing them, as text.
using BytesOf = std::function<std::string(const std::string& name, const fs::path& path)>;

std::string whole_bytes(const std::string& /*name*/, const fs::path& path) {
  return e2e::read(path);
}

std::uint64_t hash_of(const fs::path& root, const std::set<std::string>& without,
                      const BytesOf& bytes_of) {
  std::map<std::string, std::string> files;
  for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator();
       ++it) {
    const std::string name = it->path().lexically_relative(root).string();
    if (without.contains(name)) {
      it.disable_recursion_pending();
    } else {
      files[name] = it->is_regular_file() ? bytes_of(name, it->path()) : "";
    }
  }
  std::string all;
  for (const auto& [name, bytes] : files) {
    all += name + '\0' + std::to_string(bytes.size()) + '\0' + bytes;
  }
  return XXH3_64bits(all.data(), all.size());
}

/// Files that are created once and never written again keep their bytes.
bool is_published(const std::string& name) {
  return e2e::contains(name, "shards/");
}

/// Copies a tree; links files that are never written again.
void copy_tree(const fs::path& from, const fs::path& to) {
  fs::create_directories(to);
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(from)) {
    const fs::path copy = to / entry.path().lexically_relative(from);
    if (entry.is_directory()) {
      fs::create_directories(copy);
    } else if (is_published(entry.path())) {
      fs::create_hard_link(entry.path(), copy);
    } else {
      fs::copy(entry.path(), copy);
    }
  }
}

Json manifest_of(const std::string& archive) {
  return Json::parse(e2e::read(archive + "/archive.json"));
}

/// "2017: copied; 2018: served; ": shards; or "2017:1 copied; 2018:0 served; ". Then what is set.
std::string shape_of(const std::string& archive, bool counts_segments) {
  std::string shape;
  const Json manifest = manifest_of(archive);
  for (const Json& shard : manifest.at("shards")) {
    shape += shard.at("name").get<std::string>() + ":";
    const std::size_t segments = shard.value("segments", Json::array()).size();
    if (counts_segments) shape += std::to_string(segments);
    if (shard.contains("copy")) shape += " copied";
    if (shard.contains("served")) shape += " served";
    shape += "; ";
  }
  if (manifest.contains("forms")) shape += "forms " + manifest.at("forms").get<std::string>();
  return shape;
}

/// For all files in which searches and alerts are saved.
std::string saved_in(const std::string& archive) {
  std::map<std::string, std::string> files;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(archive + "/alerts", none)) {
    if (entry.path().extension() == ".toml") {
      files[entry.path().filename().string()] = e2e::read(entry.path());
    }
  }
  std::string all;
  for (const auto& [name, bytes] : files) all += name + ": " + bytes;
  return all;
}

/// Which articles each alert knows.
std::set<std::string> remembered_in(const std::string& archive) {
  std::set<std::string> remembered;
  std::error_code none;
  for (const fs::directory_entry& file :
       fs::directory_iterator(archive + "/alerts/delivered", none)) {
    if (file.path().extension() != ".json") continue;
    const std::string name = file.path().filename();
    const Json delivered = Json::parse(e2e::read(file.path()), nullptr, /*allow_exceptions=*/false);
    std::set<std::string> articles;
    if (delivered.is_object()) {
      for (const Json& article : delivered.at("seen")) articles.insert(article.dump());
    }
    remembered.insert(fmt::format("{} knows {}", name, fmt::join(articles, " ")));
  }
  return remembered;
}

/// Of the manifest and all bytes of the segments that it names.
std::uint64_t hash_of_published(const std::string& archive) {
  std::string all = e2e::read(archive + "/archive.json");
  const Json manifest = manifest_of(archive);
  for (const Json& shard : manifest.at("shards")) {
    for (const Json& segment : shard.at("segments")) {
      all += std::to_string(
          hash_of(archive + "/" + segment.at("path").get<std::string>(), {}, whole_bytes));
    }
  }
  return XXH3_64bits(all.data(), all.size());
}

/// What a command creates elsewhere does not count before it is complete.
bool is_unfinished(const fs::path& directory) {
  const fs::directory_iterator files(directory);
  return files == fs::directory_iterator() ||
         std::any_of(begin(files), end(files), [](const fs::directory_entry& file) {
           return e2e::contains(file.path().filename(), ".unfinished");
         });
}

}  // namespace

Command index(std::vector<std::string> arguments) {
  return {e2e::index_program(), std::move(arguments)};
}

Command search(std::vector<std::string> arguments) {
  return {e2e::search_program(), std::move(arguments)};
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
  compare("beside it", is.beside, should_be.beside);
  compare("reject", is.rejects, should_be.rejects);
  compare("delivery", is.delivered, should_be.delivered);
  if (is.saved != should_be.saved) out << "saved searches differ: " << is.saved << '\n';
  if (is.shape != should_be.shape) {
    out << "shards are " << is.shape << " and not " << should_be.shape << '\n';
  }
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

std::string World::serve(const fs::path& database) {
  const std::string served = directory_.path("served/" + std::to_string(servers_.size()));
  fs::create_directories(served);
  fs::copy(database, served, fs::copy_options::recursive);
  servers_.push_back(std::make_unique<test::Server>(served));
  return servers_.back()->address();
}

std::string World::server() const {
  return servers_.back()->address();
}

void World::save() const {
  fs::remove_all(saved());
  fs::copy(root(), saved(), fs::copy_options::recursive);
}

void World::restore() const {
  fs::remove_all(root());
  copy_tree(saved(), root());
}

e2e::Outcome World::run(const Command& command, const Plan& plan) {
  auto* const control = new (control_) Control{};
  const auto copy = [](auto& to, const std::string& from) {
    if (from.size() >= sizeof to) throw std::runtime_error("too long: " + from);
    std::memcpy(&to, from.c_str(), from.size() + 1);
  };
  copy(control->root, root().string());
  copy(control->only, plan.only);
  control->clock_step_s = plan.clock_step_s;
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
  if (!command.input.empty()) {
    e2e::Surroundings surroundings{command.input, environment(), false, kSeconds};
    surroundings.environment.push_back(std::string("LD_PRELOAD=") + FAULTS_SHIM);
    return e2e::run(command.program, command.arguments, surroundings);
  }
  std::unique_ptr<Forks>& program = programs_[command.program];
  if (!program) program = std::make_unique<Forks>(command.program, environment(), FAULTS_SHIM);
  long memory_kib = 0;
  return program->run(command.arguments, kSeconds, memory_kib);
}

std::vector<std::string> World::environment() const {
  return {std::string(kControlVariable) + "=" + directory_.path("control"),
          "ASAN_OPTIONS=verify_asan_link_order=0:new_delete_type_mismatch=0"};
}

void World::must(const Command& command) {
  const e2e::Outcome outcome = run(command);
  if (outcome.exit_code == 0) return;
  throw std::runtime_error("exit code " + std::to_string(outcome.exit_code) + ": " + outcome.err);
}

State World::state() {
  State state;
  if (fs::exists(archive() + "/archive.json")) {
    state.is_there = true;
    state.articles = what_is_in(archive());
    state.shape = shape_of(archive(), counts_segments);
    state.saved = saved_in(archive());
    state.rejects = lines_of(e2e::read(archive() + "/rejects.jsonl"));
  }
  look_beside(state);
  look_at_deliveries(state);
  return state;
}

std::set<std::string> World::rest() {
  std::set<std::string> rest;
  for (const std::string& name : archives()) {
    for (const std::string& line : lines_of(run(index({"check", path(name)})).out)) {
      // The removal of what is not in use need not outlast a power cut: the next writer repeats it.
      const bool is_unused = e2e::contains(line, "is not in use");
      if (line.starts_with("note") && !is_unused) rest.insert(name + " " + line);
    }
    for (const std::string& line : remembered_in(path(name))) rest.insert(name + " " + line);
  }
  const std::string lines = e2e::read(path("out.jsonl"));
  rest.insert(fmt::format("{} lines", std::count(lines.begin(), lines.end(), '\n')));
  return rest;
}

std::vector<std::string> World::archives() const {
  std::vector<std::string> archives;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(root(), none)) {
    if (fs::exists(entry.path() / "archive.json")) archives.push_back(entry.path().filename());
  }
  return archives;
}

void World::check(const std::string& archive) {
  const e2e::Outcome checked = run(index({"check", archive}));
  if (checked.exit_code == 0) return;
  throw std::runtime_error(archive + ": check ends with " + std::to_string(checked.exit_code) +
                           ": " + checked.out + checked.err);
}

/// Once `check` has compared all files with the manifest's sums, equal manifests have equal
/// articles.
const std::set<std::string>& World::articles_of(const std::string& archive) {
  check(archive);
  const std::string manifest = e2e::read(archive + "/archive.json");
  const auto known = exported_.find(manifest);
  if (known != exported_.end()) return known->second;
  const e2e::Outcome exported = run(search({"export", archive, "--format", "jsonl"}));
  if (exported.exit_code > 1) throw std::runtime_error("export fails: " + exported.err);
  std::set<std::string> lines = lines_of(exported.out);
  const e2e::Outcome deleted = run(index({"deleted", archive}));
  if (deleted.exit_code > 1) throw std::runtime_error("deleted fails: " + deleted.err);
  constexpr std::size_t kDay = 10;  // differs when a test runs past midnight
  for (const std::string& line : lines_of(deleted.out)) lines.insert("deleted" + line.substr(kDay));
  return exported_.emplace(manifest, std::move(lines)).first->second;
}

/// An archive of an old format is read via one made from it elsewhere; one to be damaged is
/// unchanged while everything that its manifest names is.
std::set<std::string> World::what_is_in(const std::string& archive) {
  if (manifest_of(archive).at("version") == old_format) {
    fs::remove_all(scratch());
    must(index({"upgrade", archive, "--to", scratch()}));
    std::set<std::string> articles = articles_of(scratch());
    articles.insert("of an old format");
    return articles;
  }
  if (may_be_damaged && run(index({"check", archive})).exit_code == 3) {
    return {fmt::format("damaged, {:x}", hash_of_published(archive))};
  }
  return articles_of(archive);
}

void World::look_beside(State& state) {
  if (!fs::exists(root())) return;
  for (const fs::directory_entry& entry : fs::directory_iterator(root())) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_directory() || name == "archive" || name == "mail") continue;
    if (fs::exists(entry.path() / "archive.json")) {
      look_at_backup(name, state);
    } else if (!is_unfinished(entry.path())) {
      look_at_copy(name, state);
    }
  }
}

/// The backup, and its state after restoring an older revision.
void World::look_at_backup(const std::string& name, State& state) {
  const auto put = [&](const std::string& what, const std::set<std::string>& lines) {
    for (const std::string& line : lines) state.beside.insert(what + " " + line);
  };
  put(name, articles_of(path(name)));
  put(name + " saves", lines_of(saved_in(path(name))));
  put(name + " rejects", lines_of(e2e::read(path(name) + "/rejects.jsonl")));
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(path(name) + "/revisions", none)) {
    if (entry.path().extension() != ".json") continue;
    fs::remove_all(scratch());
    fs::copy(path(name), scratch(), fs::copy_options::recursive);
    fs::copy(entry.path(), scratch() + "/archive.json", fs::copy_options::overwrite_existing);
    put(name + " " + entry.path().stem().string(), articles_of(scratch()));
  }
}

/// A copy of a shard, for servers.
void World::look_at_copy(const std::string& name, State& state) {
  const e2e::Outcome checked = e2e::run("xapian-check", {path(name)});
  if (checked.exit_code != 0) {
    throw std::runtime_error(name + " is no sound copy: " + checked.out + checked.err);
  }
  for (const std::string& line : lines_of(e2e::run("xapian-delve", {path(name)}).out)) {
    if (!line.starts_with("UUID")) state.beside.insert(name + " " + line);
  }
}

void World::look_at_deliveries(State& state) const {
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
}

std::uint64_t World::hash() const {
  return hash_of(
      root(), {"archive/lock"}, [&](const std::string& name, const fs::path& path) -> std::string {
        std::error_code none;
        const bool is_known = is_published(name) && fs::equivalent(path, saved() / name, none);
        return is_known ? "known" : e2e::read(path);
      });
}

std::uint64_t World::hash_beside() const {
  return hash_of(directory_.path(), {"world", "scratch", "control", "log", "served"}, whole_bytes);
}

}  // namespace faults
