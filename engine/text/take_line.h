#pragma once

#include <string_view>

namespace vitrine::text {

/// Takes the first line off `rest` and returns it without its end, which is \n or \r\n.
std::string_view takeLine(std::string_view& rest);

} // namespace vitrine::text
