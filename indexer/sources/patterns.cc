// SPDX-License-Identifier: GPL-2.0-or-later
// fnmatch(3), and a file of lines.
#include "indexer/sources/patterns.h"

#include "common/archive/layout.h"
#include "common/disk/file.h"
#include "common/errors/errors.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <fnmatch.h>

namespace dateline {
namespace fs = std::filesystem;

void Patterns::add(const std::vector<std::string>& patterns, std::string_view kind) {
  for (const std::string& pattern : patterns) patterns_.push_back({settled_pattern(pattern), kind});
}

std::string_view Patterns::kind_of(const fs::path& path) const {
  if (patterns_.empty()) return {};
  const std::string whole = fs::absolute(path).lexically_normal().string();
  const std::string name = path.filename().string();
  const auto known = std::find_if(patterns_.begin(), patterns_.end(), [&](const Pattern& pattern) {
    const bool is_path = pattern.text.find('/') != std::string::npos;
    return fnmatch(pattern.text.c_str(), is_path ? whole.c_str() : name.c_str(), 0) == 0;
  });
  return known == patterns_.end() ? std::string_view() : known->kind;
}

std::string settled_pattern(std::string_view pattern) {
  if (pattern.find('/') == std::string_view::npos) return std::string(pattern);
  std::string whole = fs::absolute(pattern).lexically_normal().string();
  if (whole.size() > 1 && whole.ends_with('/')) whole.pop_back();
  return whole;
}

std::vector<std::string> ignored_patterns(const fs::path& archive) {
  const fs::path file = archive / kIgnoredName;
  const fs::file_type type = fs::symlink_status(file).type();
  if (type == fs::file_type::not_found) return {};
  if (type != fs::file_type::regular) {
    throw Error(Code::Damaged, fmt::format("{} is not a regular file", file.string()),
                "put the list of patterns itself there, or remove it");
  }
  std::vector<std::string> patterns;
  std::istringstream lines(disk::read_file(file));
  for (std::string line; std::getline(lines, line);) {
    const std::string pattern(text::trim(line));
    if (!pattern.empty() && !pattern.starts_with('#')) patterns.push_back(pattern);
  }
  return patterns;
}

void keep_ignored(const fs::path& archive, const std::vector<std::string>& patterns) {
  std::vector<std::string> kept = ignored_patterns(archive);
  std::string added;
  for (const std::string& pattern : patterns) {
    const std::string settled = settled_pattern(pattern);
    if (std::find(kept.begin(), kept.end(), settled) != kept.end()) continue;
    kept.push_back(settled);
    added += settled + '\n';
  }
  if (added.empty()) return;
  const fs::path file = archive / kIgnoredName;
  std::string before = fs::exists(file) ? disk::read_file(file) : "";
  if (!before.empty() && !before.ends_with('\n')) before += '\n';
  disk::replace_file(file, before + added);
}

}  // namespace dateline
