// SPDX-License-Identifier: GPL-2.0-or-later
// Walking directories.
#include "indexer/sources/sources.h"

#include "common/archive/manifest.h"
#include "indexer/readers/stream/foreign.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

/// By its name and its kind; empty if it may hold articles.
std::string reason_to_pass_over(const fs::directory_entry& entry, const Patterns& left_out) {
  std::string kind(left_out.kind_of(entry.path()));
  if (kind.empty()) kind = litter(entry.path().filename().string());
  if (!kind.empty()) return kind;
  std::error_code unknown;
  if (entry.is_symlink(unknown)) return "symbolic link";
  if (entry.is_directory(unknown)) {
    return fs::is_empty(entry.path(), unknown) && !unknown ? "empty folder" : "";
  }
  if (!entry.is_regular_file(unknown)) return "special file";
  return entry.file_size(unknown) == 0 && !unknown ? "empty" : "";
}

Source checked(const fs::directory_entry& entry, const Patterns& left_out) {
  return {entry.path(), "", reason_to_pass_over(entry, left_out)};
}

/// A path that was named. What it leads to counts, and it may be hidden.
Source named(const fs::path& path, const fs::file_status& status, const Patterns& left_out) {
  std::string kind(left_out.kind_of(path));
  if (kind.empty() && is_desktop_litter(path.filename().string()))
    kind = litter(path.filename().string());
  std::error_code unknown;
  const bool is_empty = fs::is_regular_file(status) && fs::file_size(path, unknown) == 0;
  if (kind.empty() && is_empty && !unknown) kind = "empty";
  return {path, "", std::move(kind)};
}

}  // namespace

std::string Source::name() const {
  return path == "-" ? "standard input" : path.string();
}

std::vector<Source> find_sources(const fs::path& path, const Patterns& left_out) {
  std::error_code error;
  if (path == "-") return {{path, ""}};
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::none) return {{path, error.message()}};
  if (!fs::exists(status)) return {{path, "no such file or directory"}};
  const Source whole = named(path, status, left_out);
  if (!fs::is_directory(status) || !whole.passed_over.empty()) return {whole};
  std::vector<Source> found;
  fs::recursive_directory_iterator it(path, error);
  if (error) return {{path, error.message()}};
  for (const fs::recursive_directory_iterator end; it != end;) {
    const fs::directory_entry entry = *it;
    const bool is_directory = entry.is_directory() && !entry.is_symlink();
    Source source = checked(entry, left_out);
    if (!is_directory || !source.passed_over.empty()) {
      found.push_back(std::move(source));
      if (is_directory) it.disable_recursion_pending();
    } else if (access(entry.path().c_str(), R_OK | X_OK) != 0) {
      found.push_back({entry.path(), std::generic_category().message(errno)});
      it.disable_recursion_pending();
    } else if (is_archive(entry.path())) {
      it.disable_recursion_pending();
    }
    it.increment(error);
    if (error) {
      found.push_back({entry.path(), error.message()});
      break;
    }
  }
  if (found.empty() && fs::is_empty(path, error)) return {{path, "", "empty folder"}};
  std::sort(found.begin(), found.end(),
            [](const Source& a, const Source& b) { return a.path.native() < b.path.native(); });
  return found;
}

std::optional<Source> source_below(const fs::path& root, const fs::path& path,
                                   const Patterns& left_out) {
  std::error_code error;
  const fs::directory_entry entry(path, error);
  const fs::file_status status = entry.symlink_status(error);
  if (error || !fs::exists(status) || fs::is_directory(status)) return std::nullopt;
  Source source = checked(entry, left_out);
  // A directory that it is in may be passed over.
  for (fs::path in = path.parent_path(); source.passed_over.empty() && in != root;
       in = in.parent_path()) {
    if (in.empty() || in == in.parent_path()) break;
    source.passed_over = left_out.kind_of(in);
    if (source.passed_over.empty()) source.passed_over = litter(in.filename().string());
  }
  return source;
}

std::optional<Stamp> stamp_of(const fs::path& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  constexpr std::int64_t kSecond = 1'000'000'000;
  return Stamp{static_cast<std::uint64_t>(status.st_size),
               status.st_mtim.tv_sec * kSecond + status.st_mtim.tv_nsec};
}

}  // namespace dateline
