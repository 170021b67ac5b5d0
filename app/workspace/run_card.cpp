#include "app/workspace/run_card.h"

#include <QString>

#include <system_error>

#include "engine/text/whole_file.h"

namespace vitrine::app {

Expected<void> writeCard(const RunRecord& run) {
    const auto& job = run.recipe.job;
    auto text = QStringLiteral("# %1\n\nTrained in Vitrine, %2 steps of %3 × %4 tokens, seed %5.\n")
                    .arg(run.recipe.name)
                    .arg(job.options.steps)
                    .arg(job.options.batchSize)
                    .arg(job.options.blockLength)
                    .arg(job.options.seed);
    if (!job.model.folder.empty()) {
        text += QStringLiteral("\nFine-tuned from `%1`.\n")
                    .arg(QString::fromStdString(job.model.folder.string()));
    }
    if (!run.notes.isEmpty()) {
        text += QStringLiteral("\n%1\n").arg(run.notes);
    }
    for (const auto& folder : {run.modelFolder(), run.bestModelFolder()}) {
        std::error_code ignored;
        if (!std::filesystem::exists(folder, ignored)) {
            continue;
        }
        if (auto written = text::writeWholeFile(folder / "README.md", text.toStdString());
            !written) {
            return written;
        }
    }
    return {};
}

} // namespace vitrine::app
