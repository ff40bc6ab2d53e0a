// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/base/reader.h"

#include <utility>

namespace dateline {

Reject::Reject(Origin its_origin, std::string its_reason)
    : origin(std::move(its_origin)),
      reason(text::single_line(text::decode_8bit(std::move(its_reason)).text)) {}

}  // namespace dateline
