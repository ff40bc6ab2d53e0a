// SPDX-License-Identifier: GPL-2.0-or-later
// What the archive stores of an article, here or on a server.
#pragma once

#include "common/archive/archive.h"
#include "common/fields/article.h"
#include "common/fields/schema.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace dateline {

/// A document of a published segment, or of a server.
struct Located {
  std::size_t segment = 0;  ///< index into Archive::segments(), then Archive::served()
  std::uint32_t docid = 0;
};

/// Where the article with that id is. Throws ShardDown, as the others do.
std::optional<Located> locate(const Archive& archive, const std::string& id);

/// The same, where it is known to be in one of these segments, on a server, or nowhere.
std::optional<Located> locate(const Archive& archive, const std::string& id,
                              std::span<const std::size_t> segments);

/// Calls `work` with its record. If that cannot be read, ShardDown names the article.
void with_record(const Archive& archive, const Located& article,
                 const std::function<void(const std::string&)>& work);

/// The article, its id, its record, and its value in a slot.
Article article_of(const Archive& archive, const Located& article);
std::string id_of(const Archive& archive, const Located& article);
std::string record_of(const Archive& archive, const Located& article);
std::string value_of(const Archive& archive, const Located& article, schema::Slot slot);

}  // namespace dateline
