// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/id_hash.h"

#include <xxhash.h>

namespace dateline {

IdHash hash_of_id(std::string_view id) {
  const XXH128_hash_t hash = XXH3_128bits(id.data(), id.size());
  return {hash.low64, hash.high64};
}

}  // namespace dateline
