// SPDX-License-Identifier: GPL-2.0-or-later
// Shows the user what a trusted archive asks for.
#include "indexer/commands/trust/trust.h"

#include "common/archive/saved_searches.h"
#include "common/archive/trust.h"
#include "common/cli/program.h"
#include "common/errors/errors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline::commands {
namespace fs = std::filesystem;
namespace {

/// Where it delivers; if it cannot be read, why.
std::string alert_text(const fs::path& archive, const std::string& name) {
  try {
    const SavedSearch saved = read_saved(archive, name);
    return saved.deliver.empty()
               ? ""
               : fmt::format("{} delivers to {}", name, fmt::join(saved.deliver, ", "));
  } catch (const Error& error) {
    return fmt::format("{}: {}", name, error.what());
  }
}

}  // namespace

std::string trust_archive(const fs::path& archive) {
  const Manifest manifest = read_manifest(archive);
  std::string text =
      fmt::format("trusted    {} {}\n", manifest.uuid, printable_line(archive.string()));
  for (const std::string& name : saved_names(archive)) {
    const std::string alert = alert_text(archive, name);
    if (!alert.empty()) text += fmt::format("alert      {}\n", printable_line(alert));
  }
  for (const Shard& shard : manifest.shards) {
    if (!shard.served) continue;
    text += fmt::format("servers    of shard {}: {}\n", printable_line(shard.name),
                        printable_line(fmt::format("{}", fmt::join(shard.served->servers, ", "))));
  }
  trust(archive, manifest.uuid);
  return text;
}

std::string trusted_lines() {
  std::string text;
  for (const TrustedArchive& one : trusted_archives()) {
    text += fmt::format("{} {}\n", one.uuid, printable_line(one.place.string()));
  }
  return text;
}

void remember_made(const fs::path& archive, const Manifest& manifest) {
  const auto tell = [&](const char* why) {
    complain(
        fmt::format("cannot record that you made {} ({}); before it delivers alerts "
                    "or asks servers: {}",
                    archive.string(), why, trust_command(archive)));
  };
  try {
    trust(archive, manifest.uuid);
  } catch (const Error& error) {
    tell(error.what());
  } catch (const fs::filesystem_error& error) {
    tell(error.what());
  }
}

}  // namespace dateline::commands
