// SPDX-License-Identifier: GPL-2.0-or-later
// The rejects file.
#include "indexer/commands/rejects.h"

#include "common/errors.h"
#include "common/record.h"
#include "common/terminal.h"

#include <fmt/format.h>

namespace dateline {

namespace {

/// Lines about one reason, and about all.
constexpr std::uint64_t kToldOfEach = 5;
constexpr std::uint64_t kToldOfAll = 50;

/// A reason may hold what an article says, and then there is no end of kinds.
constexpr std::size_t kMaxKinds = 1000;

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
  if (!file_.is_open()) file_.open(path_, std::ios::app | std::ios::binary);
  const Origin& origin = reject.origin;
  Json json = {{"time", iso(run_)}, {"file", origin.file}};
  if (!origin.member.empty()) json["member"] = origin.member;
  if (origin.line != 0) {
    json["line"] = origin.line;
    json["offset"] = origin.offset;
  }
  json["reason"] = reject.reason;
  file_ << dump(json) << '\n';
}

void RejectLog::close() {
  if (!file_.is_open()) return;
  file_.close();
  if (!file_) {
    throw Error(Exit::MachineFailed, fmt::format("cannot write {}", path_.string()),
                "free some space; the rejects of this run are on stderr only");
  }
}

}  // namespace dateline
