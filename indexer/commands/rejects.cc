// SPDX-License-Identifier: GPL-2.0-or-later
// The rejects file.
#include "indexer/commands/rejects.h"

#include "common/errors.h"
#include "common/record.h"
#include "common/terminal.h"

#include <fmt/format.h>

namespace dateline {

RejectLog::RejectLog(std::filesystem::path archive, const Date& run,
                     std::function<void(const std::string&)> echo)
    : path_(std::move(archive) / "rejects.jsonl"), run_(run), echo_(std::move(echo)) {}

void RejectLog::write(const Reject& reject) {
  if (!file_.is_open()) file_.open(path_, std::ios::app | std::ios::binary);
  const Origin& origin = reject.origin;
  Json json = {{"time", iso(run_)}, {"file", origin.file}};
  std::string place = origin.file;
  if (origin.line != 0) {
    json["line"] = origin.line;
    json["offset"] = origin.offset;
    place += fmt::format(":{}", origin.line);
  }
  json["reason"] = reject.reason;
  file_ << dump(json) << '\n';
  echo_(printable_line(fmt::format("{}: {}", place, reject.reason)));
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
