// SPDX-License-Identifier: GPL-2.0-or-later
// One JSON object.
#include "indexer/sources/last_run.h"

#include "common/archive/json_number.h"
#include "common/archive/layout.h"
#include "common/archive/sealed.h"
#include "common/disk/file.h"
#include "common/errors/errors.h"
#include "common/fields/record.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {
namespace fs = std::filesystem;

void write_last_run(const fs::path& archive, const LastRun& run) {
  disk::replace_file(archive / kLastRunName, sealed(dump({{"began", sortable(run.began)},
                                                          {"read", run.read},
                                                          {"added", run.added},
                                                          {"replaced", run.replaced},
                                                          {"withdrawn", run.withdrawn},
                                                          {"passed_over", run.passed_over},
                                                          {"rejected", run.rejected},
                                                          {"was_stopped", run.was_stopped}})));
}

std::optional<LastRun> read_last_run(const fs::path& archive) {
  const fs::path file = archive / kLastRunName;
  const fs::file_type type = fs::symlink_status(file).type();
  if (type == fs::file_type::not_found) return std::nullopt;
  if (type == fs::file_type::regular) {
    const std::string text = disk::read_file(file);
    const Json json =
        is_sealed(text) ? Json::parse(text, nullptr, /*allow_exceptions=*/false) : Json();
    try {
      const auto began = from_sortable(json.at("began").get<std::string>());
      LastRun run;
      run.began = began.value_or(Date());
      run.began.utc_offset_minutes = 0;
      run.read = whole_number(json.at("read"));
      run.added = whole_number(json.at("added"));
      run.replaced = whole_number(json.at("replaced"));
      run.withdrawn = whole_number(json.at("withdrawn"));
      run.passed_over = whole_number(json.at("passed_over"));
      run.rejected = whole_number(json.at("rejected"));
      run.was_stopped = json.at("was_stopped").get<bool>();
      return run;
    } catch (const Json::exception&) {
    }  // reported below
  }
  throw Error(Code::Damaged,
              fmt::format("{}, the record of the last run, is damaged", file.string()),
              "no article is concerned; remove it, and the next run writes it anew");
}

}  // namespace dateline
