// SPDX-License-Identifier: GPL-2.0-or-later
// An archive that files are added to and articles deleted from, as a newsroom does.
#pragma once

#include "tests/e2e/process.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace e2e {

/// A line of JSON Lines.
inline std::string line(const nlohmann::json& article) {
  return article.dump() + "\n";
}

struct Newsroom {
  Directory directory;
  std::string archive = directory.path("archive");

  /// A file that is old enough for its time to be trusted.
  std::string write(const std::string& name, const std::string& content) const {
    std::string path = directory.write(name, content);
    std::filesystem::last_write_time(
        path, std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
    return path;
  }
  [[nodiscard]] Outcome add(const std::string& name,
                            const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"add", archive, directory.path(name)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return index(arguments);
  }
  [[nodiscard]] Outcome add_text(const std::string& name, const std::string& content) const {
    write(name, content);
    return add(name);
  }
  /// Deletes the articles that these options name.
  void remove(const std::vector<std::string>& what) const {
    std::vector<std::string> arguments = {"delete", archive, "--yes"};
    arguments.insert(arguments.end(), what.begin(), what.end());
    must(index(arguments));
  }
  /// Runs a command of the shell beside the archive.
  void shell(const std::string& command) const {
    must(run("sh", {"-c", "cd '" + directory.path() + "' && " + command}));
  }
  [[nodiscard]] std::size_t count(const std::string& query = "") const {
    const Outcome found = search({archive, query, "--format", "json"});
    return nlohmann::json::parse(found.out).at("total").at("count");
  }
  [[nodiscard]] nlohmann::json deleted() const {
    const Outcome listed = index({"deleted", archive, "--format", "json"});
    return nlohmann::json::parse(listed.out).at("deleted");
  }
  [[nodiscard]] std::string rejects() const { return read(archive + "/rejects.jsonl"); }
};

}  // namespace e2e
