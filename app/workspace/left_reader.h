#pragma once

#include <QObject>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/jobs/latest_request.h"
#include "engine/values/error.h"
#include "engine/values/model_info.h"
#include "widgets/generation/context_view.h"

namespace vitrine::app {

/// Whether most letters of a text are Chinese characters.
bool isMostlyHan(const std::string& text);

/// A place in a text.
struct LeftQuestion {
    std::string before; ///< what stands before it
    std::string word; ///< what stands there; empty where nothing does
};

/// The Transformer among `models` that continues texts of this text's language: Chinese where most
/// letters are Han characters, else English. Null where there is none.
const ModelInfo* continuingModel(const std::vector<ModelInfo>& models, const std::string& text);

/// Asks a model that continues texts what it expects at a place, of which it sees only what stands
/// before. The model is loaded with the first question about it; a newer question replaces an older
/// one.
class LeftReader : public QObject {
    Q_OBJECT
public:
    explicit LeftReader(QObject* parent);

    void ask(const std::filesystem::path& model, const LeftQuestion& question);
    void cancel();

Q_SIGNALS:
    /// Candidates, the word's probability by the chain rule over the model's own tokens, entropy.
    void answered(const vitrine::widgets::ContextView& view);
    void failed(const vitrine::Error& error);

private:
    struct Reader;

    std::shared_ptr<Reader> m_reader; ///< of the jobs, which run one at a time
    JobQueue m_queue;
    LatestRequest m_request{m_queue};
};

} // namespace vitrine::app
