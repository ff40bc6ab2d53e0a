// SPDX-License-Identifier: GPL-2.0-or-later
// A line of text each. Sessions side by side append to the same file.
#include "searcher/interactive/history.h"

#include <cstdlib>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dateline::interactive {
namespace fs = std::filesystem;
namespace {

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// Opens the file for writing so that only its owner can read it; negative when it cannot be.
int open_private(const fs::path& file, int how) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | how, S_IRUSR | S_IWUSR);
  // Whoever made it before may have been less careful.
  if (fd >= 0) static_cast<void>(::fchmod(fd, S_IRUSR | S_IWUSR));
  return fd;
}

}  // namespace

fs::path history_file() {
  if (const char* const file = std::getenv("DATELINE_HISTORY")) return file;
  const std::string state = environment("XDG_STATE_HOME");
  if (state.starts_with('/')) return fs::path(state) / "dateline" / "history";
  const std::string home = environment("HOME");
  return home.empty() ? fs::path() : fs::path(home) / ".local" / "state" / "dateline" / "history";
}

History::History(fs::path file) : file_(std::move(file)) {
  if (file_.empty()) return;
  std::error_code ignored;
  fs::create_directories(file_.parent_path(), ignored);
  std::ifstream in(file_, std::ios::binary);
  for (std::string line; std::getline(in, line);) lines_.push_back(std::move(line));
  if (lines_.size() >= 2 * kHistoryLines) shorten();
}

void History::shorten() {
  lines_.erase(lines_.begin(), lines_.end() - static_cast<std::ptrdiff_t>(kHistoryLines));
  const fs::path shorter = file_.string() + ".new";
  const int fd = open_private(shorter, O_TRUNC);
  if (fd < 0) return;
  std::string text;
  for (const std::string& line : lines_) text += line + "\n";
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  ::close(fd);
  std::error_code ignored;
  if (written) {
    fs::rename(shorter, file_, ignored);
  } else {
    fs::remove(shorter, ignored);
  }
}

void History::add(std::string_view line) {
  if (!lines_.empty() && lines_.back() == line) return;
  lines_.emplace_back(line);
  if (file_.empty()) return;
  const int fd = open_private(file_, O_APPEND);
  if (fd < 0) return;
  const std::string whole = fmt::format("{}\n", line);
  if (::write(fd, whole.data(), whole.size()) < 0) file_.clear();  // full disk: go on without
  ::close(fd);
}

}  // namespace dateline::interactive
