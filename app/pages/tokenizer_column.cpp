#include "app/pages/tokenizer_column.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <utility>

#include "app/model_text.h"
#include "engine/text/tokenizer_file.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/tokens/token_chips.h"

namespace vitrine::app {

TokenizerColumn::TokenizerColumn(JobQueue& queue, QWidget* parent)
    : QWidget(parent), m_choice(widgets::makeParented<QComboBox>(this)),
      m_facts(widgets::makeParented<QLabel>(this)),
      m_chips(widgets::makeParented<widgets::TokenChips>(this)), m_request(queue) {
    widgets::setTextRole(m_facts, widgets::TextRole::Caption);
    m_facts->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_choice);
    layout->addWidget(m_facts);
    layout->addWidget(m_chips, 1);
    m_choice->setMinimumContentsLength(8);
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &TokenizerColumn::ask);
    retranslate();
}

void TokenizerColumn::setChoices(const std::vector<Choice>& choices) {
    const auto before = chosen();
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->clear();
        m_choice->addItem(tr("none"), QString());
        for (const auto& choice : choices) {
            m_choice->addItem(choice.name, QString::fromStdString(choice.folder.string()));
        }
    }
    choose(before);
}

void TokenizerColumn::choose(const std::filesystem::path& folder) {
    const int index = m_choice->findData(QString::fromStdString(folder.string()));
    const QSignalBlocker quiet(m_choice);
    m_choice->setCurrentIndex(std::max(index, 0));
    if (chosen() != m_folder) {
        ask();
    }
}

std::filesystem::path TokenizerColumn::chosen() const {
    return m_choice->currentData().toString().toStdString();
}

void TokenizerColumn::setText(const std::string& utf8) {
    if (std::exchange(m_text, utf8) != utf8) {
        ask();
    }
}

Expected<TokenizerColumn::Answer> TokenizerColumn::tokenize(
    std::shared_ptr<const text::Tokenizer> tokenizer, const std::filesystem::path& folder,
    const std::string& utf8) {
    if (!tokenizer) {
        auto loaded = text::loadTokenizer(folder);
        if (!loaded) {
            return Unexpected(loaded.error());
        }
        tokenizer = std::move(*loaded);
    }
    auto tokens = tokenizer->tokens(utf8, /*addSpecialTokens=*/false);
    if (!tokens) {
        return Unexpected(tokens.error());
    }
    return Answer{std::move(tokenizer), std::move(*tokens)};
}

void TokenizerColumn::ask() {
    const auto folder = chosen();
    if (std::exchange(m_folder, folder) != folder) {
        m_tokenizer.reset();
    }
    if (folder.empty()) {
        m_request.cancel();
        m_count.reset();
        m_facts->clear();
        m_chips->setTokens({});
        Q_EMIT counted();
        return;
    }
    m_request.request([tokenizer = m_tokenizer, folder, utf8 = m_text](
                          const std::stop_token&) { return tokenize(tokenizer, folder, utf8); },
        [this](const Expected<Answer>& answer) { take(answer); });
}

void TokenizerColumn::take(const Expected<Answer>& answer) {
    if (!answer) {
        m_count.reset();
        Q_EMIT failed(answer.error());
        choose({});
        return;
    }
    m_tokenizer = answer->tokenizer;
    TokenizerCount count;
    count.name = m_choice->currentText();
    count.kind = tokenizerName(m_tokenizer->kind());
    count.vocabularySize = m_tokenizer->vocabularySize();
    count.tokens = static_cast<int>(answer->tokens.size());
    count.characters = static_cast<int>(QString::fromStdString(m_text).toUcs4().size());
    m_count = count;
    m_chips->setTokens(answer->tokens);
    retranslate();
    Q_EMIT counted();
}

void TokenizerColumn::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void TokenizerColumn::retranslate() {
    m_choice->setToolTip(tr("The tokeniser of this column"));
    m_choice->setAccessibleName(tr("Tokeniser"));
    if (m_choice->count() > 0) {
        m_choice->setItemText(0, tr("none"));
    }
    if (m_count && m_tokenizer) {
        m_count->kind = tokenizerName(m_tokenizer->kind());
        //: kind of tokeniser · size of its vocabulary · tokens · tokens per character
        m_facts->setText(tr("%1 · %2 in the vocabulary · %3 tokens · %4 per character")
                             .arg(m_count->kind, QLocale().toString(m_count->vocabularySize),
                                 QLocale().toString(m_count->tokens),
                                 widgets::formatNumber(m_count->tokensPerCharacter(), 2)));
    }
}

} // namespace vitrine::app
