#pragma once

#include <span>
#include <string>

namespace vitrine::text {

/// A record as comma-separated values (RFC 4180), line end included: a field with a comma, a
/// quotation mark or a line end stands in quotation marks, which are doubled inside.
std::string csvRecord(std::span<const std::string> fields);

} // namespace vitrine::text
