// SPDX-License-Identifier: GPL-2.0-or-later
// One line of text each. Concurrent sessions append to the same file.
#include "searcher/interactive/history.h"

#include "common/disk/fd.h"

#include <cstdlib>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

namespace dateline::interactive {
namespace fs = std::filesystem;
namespace {

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// Opens the file for writing so that only its owner can read it; none on failure.
disk::Fd open_private(const fs::path& file, int how) {
  disk::Fd fd = disk::try_open(file, O_WRONLY | O_CREAT | how, S_IRUSR | S_IWUSR);
  // It may have been created less carefully before.
  if (fd) static_cast<void>(::fchmod(fd.get(), S_IRUSR | S_IWUSR));
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
  disk::Fd fd = open_private(shorter, O_TRUNC);
  if (!fd) return;
  std::string text;
  for (const std::string& line : lines_) text += line + "\n";
  const bool written = disk::try_write_all(fd.get(), text) && fd.close();
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
  const disk::Fd fd = open_private(file_, O_APPEND);
  if (!fd) return;
  // On a full disk it continues without.
  if (!disk::try_write_all(fd.get(), fmt::format("{}\n", line))) file_.clear();
}

}  // namespace dateline::interactive
