// SPDX-License-Identifier: GPL-2.0-or-later
// The rejects file.
#include "indexer/commands/add/rejects.h"

#include "common/disk/file.h"
#include "common/errors/errors.h"
#include "common/fields/record.h"
#include "common/terminal/terminal.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace dateline::commands {

namespace {

/// The most lines for one reason, and for all.
constexpr std::uint64_t kToldOfEach = 5;
constexpr std::uint64_t kToldOfAll = 50;

/// A reason may quote an article, and then the number of kinds is unbounded.
constexpr std::size_t kMaxKinds = 1000;

constexpr std::size_t kBufferBytes = std::size_t{64} << 10U;

[[noreturn]] void cannot_write(const std::filesystem::path& path, const std::string& why) {
  throw Error(Code::Machine, fmt::format("cannot write rejects to {}: {}", path.string(), why),
              "a file counts as read only once its rejects are kept: fix that, or move "
              "the rejects file away, and run again");
}

[[noreturn]] void cannot_write(const std::filesystem::path& path) {
  cannot_write(path, std::generic_category().message(errno));
}

std::string place_of(const Origin& origin) {
  std::string place = origin.path();
  if (origin.line != 0) place += fmt::format(":{}", origin.line);
  return place;
}

}  // namespace

void RejectEcho::tell(const Reject& reject) {
  if (by_reason_.size() >= kMaxKinds && !by_reason_.contains(reject.reason)) {
    ++untold_;
    return;
  }
  const std::uint64_t of_this = ++by_reason_[reject.reason];
  if (of_this > kToldOfEach || lines_ >= kToldOfAll) return;
  ++lines_;
  print_(printable_line(fmt::format("{}: {}", place_of(reject.origin), reject.reason)));
}

void RejectEcho::close(const std::string& log) {
  std::uint64_t kinds = 0;
  for (const auto& [reason, times] : by_reason_) {
    if (times <= kToldOfEach) continue;
    if (++kinds > kToldOfAll) continue;
    print_(printable_line(fmt::format("{} in all: {}", with_thousands(times), reason)));
  }
  const bool some_were_untold = lines_ >= kToldOfAll || untold_ != 0 || kinds != 0;
  if (some_were_untold && !log.empty()) print_("all rejects are in " + printable_line(log));
}

RejectLog::RejectLog(std::filesystem::path archive, const Date& run)
    : path_(std::move(archive) / "rejects.jsonl"), run_(run) {}

void RejectLog::write(const Reject& reject) {
  if (!file_) open();
  const Origin& origin = reject.origin;
  Json json = {{"time", iso(run_)}, {"file", origin.file}};
  if (!origin.member.empty()) json["member"] = origin.member;
  if (origin.line != 0) {
    json["line"] = origin.line;
    json["offset"] = origin.offset;
  }
  json["reason"] = reject.reason;
  lines_ += dump(json) + "\n";
  if (lines_.size() >= kBufferBytes) flush();
}

void RejectLog::open() {
  // Without waiting for a reader of a pipe.
  file_ = disk::try_open(path_, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  if (!file_ && errno == ELOOP) cannot_write(path_, "it is a symbolic link, which is not followed");
  if (!file_) cannot_write(path_);
  struct stat about {};
  if (fstat(file_.get(), &about) != 0) cannot_write(path_);
  if (!S_ISREG(about.st_mode)) cannot_write(path_, "it is not a regular file");
  drop_torn_line();
}

/// A crash leaves a line without an end. Its source is not listed as read, so it will be rejected
/// again.
void RejectLog::drop_torn_line() {
  const off_t size = lseek(file_.get(), 0, SEEK_END);
  if (size < 0) cannot_write(path_);
  std::array<char, 4096> block{};
  off_t end = size;
  while (end > 0) {
    const off_t from = std::max<off_t>(0, end - static_cast<off_t>(block.size()));
    const auto bytes = static_cast<std::size_t>(end - from);
    if (disk::pread(file_.get(), block.data(), bytes, from) != end - from) cannot_write(path_);
    const std::size_t newline = std::string_view(block.data(), bytes).rfind('\n');
    end = newline == std::string_view::npos ? from : from + static_cast<off_t>(newline) + 1;
    if (newline != std::string_view::npos) break;
  }
  if (end != size && ftruncate(file_.get(), end) != 0) cannot_write(path_);
}

void RejectLog::flush() {
  if (!disk::try_write_all(file_.get(), lines_)) cannot_write(path_);
  lines_.clear();
}

void RejectLog::close() {
  if (!file_) return;
  flush();
  disk::sync(file_.get(), path_);
  if (!file_.close()) cannot_write(path_);
  disk::sync_directory(path_.parent_path());  // it may be new
}

}  // namespace dateline::commands
