// SPDX-License-Identifier: GPL-2.0-or-later
// One JSON object, replaced as a whole: 20 bytes for each article that ever matched.
#include "searcher/alerts/delivered.h"

#include "common/archive/json_number.h"
#include "common/archive/saved_searches.h"
#include "common/archive/sealed.h"
#include "common/disk/file.h"
#include "common/errors/errors.h"
#include "common/fields/record.h"
#include "searcher/alerts/target.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xxhash.h>

namespace dateline::alerts {
namespace {

constexpr int kFormatVersion = 1;

std::uint64_t hash_of(std::string_view id) {
  return XXH3_64bits(id.data(), id.size());
}

}  // namespace

bool Delivered::has_seen(std::string_view id) const {
  return seen.contains(hash_of(id));
}

void Delivered::add(const std::string& id, bool was_delivered) {
  seen.insert(hash_of(id));
  if (!was_delivered) return;
  latest.push_back(id);
  if (latest.size() > kFeedArticles) latest.erase(latest.begin());
}

std::optional<Delivered> read_delivered(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return std::nullopt;
  const Json json = Json::parse(read_alert_file(file), nullptr, /*allow_exceptions=*/false);
  try {
    if (json.at("format_version") != kFormatVersion)
      throw Json::other_error::create(0, "", nullptr);
    Delivered delivered{json.at("query"),
                        json.at("read_as"),
                        json.at("parts"),
                        // Servers were searched before it was recorded.
                        json.value("as_of", ""),
                        json.at("latest"),
                        {},
                        json.value(kPlaceKey, ""),
                        json.value(kLastDeliveryKey, ""),
                        json.value(kProblemKey, "")};
    for (const Json& hash : json.at("seen")) delivered.seen.insert(whole_number(hash));
    return delivered;
  } catch (const Json::exception&) {
    throw Error(Code::Damaged, fmt::format("{} is damaged", file.string()), kBeginAnew);
  }
}

void write_delivered(const std::filesystem::path& file, const Delivered& delivered) {
  disk::make_directories(file.parent_path());
  disk::replace_file(file, sealed(dump({{"format_version", kFormatVersion},
                                        {"query", delivered.query},
                                        {"read_as", delivered.read_as},
                                        {"parts", delivered.parts},
                                        {"as_of", delivered.as_of},
                                        {"latest", delivered.latest},
                                        {kPlaceKey, delivered.place},
                                        {kLastDeliveryKey, delivered.last_delivery},
                                        {kProblemKey, delivered.problem},
                                        {"seen", delivered.seen}})));
}

}  // namespace dateline::alerts
