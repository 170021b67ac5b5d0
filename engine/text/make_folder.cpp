#include "engine/text/make_folder.h"

#include <system_error>

namespace vitrine::text {

Expected<void> makeFolder(const std::filesystem::path& folder) {
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (code) {
        return Unexpected(Error{ErrorCode::FileUnwritable, folder.string(), {},
            folder.string() + ": the folder cannot be made: " + code.message() + "."});
    }
    return {};
}

} // namespace vitrine::text
