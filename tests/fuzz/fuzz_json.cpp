#include <cstdint>
#include <string_view>

#include "engine/text/json_document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    vitrine::text::JsonDocument::parse({reinterpret_cast<const char*>(data), size}, "fuzz.json");
    return 0;
}
