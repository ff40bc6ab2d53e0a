// SPDX-License-Identifier: GPL-2.0-or-later
// What the archive stores of an article, here or on a server.
#pragma once

#include "common/archive/archive.h"
#include "common/schema.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace dateline {

/// The record of an article; `segment` counts Archive::segments(), then Archive::served(). Throws
/// ShardDown, as the next does.
std::string record_of(const Archive& archive, std::size_t segment, std::uint32_t docid);

/// The value in a slot of an article.
std::string value_of(const Archive& archive, std::size_t segment, std::uint32_t docid,
                     schema::Slot slot);

}  // namespace dateline
