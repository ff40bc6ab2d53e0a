// SPDX-License-Identifier: GPL-2.0-or-later
// What the wire formats have in common: a file is a row of messages.
#pragma once

#include "indexer/readers/base/reader.h"
#include "indexer/readers/wire/message.h"

#include <memory>
#include <string>
#include <vector>

namespace dateline::wire {

/// A longer line is not a header's; std::regex would be slow on it.
inline constexpr std::size_t kMaxReadHeaderBytes = 128;

/// Takes what the header lines state.
using TakeHeader = void (*)(const std::vector<std::string>& header, RawArticle& raw);

/// Reads each message; without any mark of where one begins, by `find_header`. A stamp at the end
/// of its text or in its trailer is the date; without one, the header's date is.
std::unique_ptr<Reader> open_messages(Input& input, const ReaderOptions& options,
                                      TakeHeader take_header, FindHeader find_header);

}  // namespace dateline::wire
