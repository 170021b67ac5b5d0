#include "app/pages/token_inspector.h"

#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"

namespace vitrine::app {

namespace {

QString factsText(const Token& token) {
    QStringList lines;
    lines << TokenInspector::tr("id %1").arg(token.id);
    //: the token's name in the vocabulary
    lines << TokenInspector::tr("piece %1").arg(QString::fromStdString(token.piece));
    lines << TokenInspector::tr("bytes %1").arg(widgets::hexBytes(token.bytes));
    lines << TokenInspector::tr("place %1–%2").arg(token.start).arg(token.end);
    const auto characters = QString::fromStdString(token.bytes).toUcs4();
    for (const auto character : characters) {
        lines << QStringLiteral("U+%1").arg(
            QString::number(character, 16).toUpper().rightJustified(4, QLatin1Char('0')));
    }
    return lines.join(QLatin1Char('\n'));
}

QString makingText(const PreTokenSteps& word) {
    const auto name = widgets::tokenText(word.text);
    if (!word.merges.empty()) {
        return TokenInspector::tr("Part of the pre-token %1, made by %n merge(s) from %2 pieces.",
            nullptr, static_cast<int>(word.merges.size()))
            .arg(name)
            .arg(word.initialPieces.size());
    }
    if (!word.lattice.empty()) {
        return TokenInspector::tr(
            "Part of the pre-token %1, whose most probable cut is found at %n "
            "place(s).",
            nullptr, static_cast<int>(word.lattice.size()))
            .arg(name);
    }
    if (!word.attempts.empty()) {
        return TokenInspector::tr("Part of the pre-token %1, found after %n look(s) into the "
                                  "vocabulary.",
            nullptr, static_cast<int>(word.attempts.size()))
            .arg(name);
    }
    return TokenInspector::tr("Part of the pre-token %1, which needs no merge.").arg(name);
}

} // namespace

TokenInspector::TokenInspector(QWidget* parent)
    : QWidget(parent), m_layout(widgets::makeParented<QVBoxLayout>(this)),
      m_title(widgets::makeParented<QLabel>(this)), m_frame(widgets::makeParented<QFrame>(this)),
      m_facts(widgets::makeParented<QLabel>(m_frame)),
      m_making(widgets::makeParented<QLabel>(this)) {
    m_frame->setProperty("raised", true);
    widgets::setTextRole(m_title, widgets::TextRole::Heading);
    widgets::setTextRole(m_facts, widgets::TextRole::Number);
    widgets::setTextRole(m_making, widgets::TextRole::Caption);
    auto* inner = new QVBoxLayout(m_frame);
    inner->addWidget(m_facts);
    for (QLabel* label : {m_title.get(), m_facts.get(), m_making.get()}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_frame);
    m_layout->addWidget(m_making);
    m_layout->addStretch(1);
    applyTheme();
    refresh();
}

void TokenInspector::setToken(const TokenizationSteps& steps, int token) {
    m_token.reset();
    m_word.reset();
    if (token >= 0 && token < static_cast<int>(steps.tokens.size())) {
        m_token = steps.tokens[static_cast<std::size_t>(token)];
        const auto word = std::find_if(
            steps.preTokens.begin(), steps.preTokens.end(), [this](const PreTokenSteps& candidate) {
                return candidate.start <= m_token->start && m_token->end <= candidate.end;
            });
        if (word != steps.preTokens.end()) {
            m_word = *word;
        }
    }
    refresh();
}

void TokenInspector::refresh() {
    m_frame->setVisible(m_token.has_value());
    if (!m_token) {
        m_title->setText(tr("Why this token?"));
        m_making->setText(tr("Select a token to see its id, its bytes and how it was made."));
        return;
    }
    //: %1 is a token
    m_title->setText(tr("Why %1?").arg(widgets::tokenText(*m_token)));
    m_facts->setText(factsText(*m_token));
    m_making->setText(m_word ? makingText(*m_word) : QString());
}

void TokenInspector::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        refresh();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void TokenInspector::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_layout->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    m_layout->setSpacing(theme.px(12));
    const int side = theme.px(12);
    m_frame->layout()->setContentsMargins(side, theme.px(8), side, theme.px(8));
}

} // namespace vitrine::app
