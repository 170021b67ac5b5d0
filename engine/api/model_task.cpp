#include "engine/api/model_task.h"

#include "engine/formats/gguf_reader.h"
#include "engine/models/model_description.h"
#include "engine/models/peft_folder.h"

namespace vitrine::api {

Expected<std::optional<Task>> readModelTask(const std::filesystem::path& model) {
    if (formats::isGgufFile(model)) {
        return std::nullopt; // a file for models that tell tokens
    }
    return models::modelFolderOf(model)
        .and_then(models::readModelDescription)
        .map([](const models::ModelDescription& description) { return description.task; });
}

} // namespace vitrine::api
