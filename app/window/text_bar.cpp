#include "app/window/text_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QStyle>
#include <QVBoxLayout>

#include <cmath>

#include "app/model_text.h"
#include "app/workspace/laboratory.h"
#include "widgets/common/legend_bar.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/tokens/token_strip.h"

namespace vitrine::app {

namespace {

constexpr int textLines = 4;
constexpr int conversationLines = 2; // what is said has a place of its own

} // namespace

TextBar::TextBar(Laboratory& laboratory, QWidget* parent)
    : QFrame(parent), m_laboratory(laboratory), m_cost(laboratory.workspace(), nullptr),
      m_layout(widgets::makeParented<QVBoxLayout>(this)),
      m_strip(widgets::makeParented<widgets::TokenStrip>(this)),
      m_counts(widgets::makeParented<QLabel>(this)),
      m_legend(widgets::makeParented<widgets::LegendBar>(&widgets::ColorScale::surprisal, this)),
      m_perplexity(widgets::makeParented<QLabel>(this)),
      m_second(widgets::makeParented<QLineEdit>(this)) {
    setProperty("bar", QStringLiteral("top"));
    m_strip->setObjectName(QStringLiteral("textUnderGlass"));
    m_second->setObjectName(QStringLiteral("secondText"));
    m_second->setClearButtonEnabled(true);
    m_second->hide();
    m_counts->setObjectName(QStringLiteral("textCounts"));
    widgets::setTextRole(m_counts, widgets::TextRole::Caption);
    widgets::setTextRole(m_perplexity, widgets::TextRole::Caption);
    m_layout->addWidget(m_strip);
    auto* captions = new QHBoxLayout;
    m_layout->addLayout(captions);
    captions->addWidget(m_counts);
    captions->addWidget(m_legend);
    captions->addWidget(m_perplexity);
    captions->addWidget(m_second, 1);
    captions->addStretch();
    m_captions = widgets::parented_ptr<QHBoxLayout>(captions);

    auto& workspace = laboratory.workspace();
    connect(&workspace, &Workspace::modelChanged, this, &TextBar::followModel);
    connect(&workspace, &Workspace::textChanged, this, &TextBar::followText);
    connect(&workspace, &Workspace::scoresChanged, this, &TextBar::followScores);
    connect(&workspace, &Workspace::selectionChanged, this, &TextBar::followSelection);
    connect(m_strip, &widgets::TokenStrip::textEdited, this, &TextBar::takeEdit);
    connect(m_strip, &widgets::TokenStrip::tokenSelected, this, [this](int token) {
        auto& shown = m_laboratory.workspace();
        shown.select(token < 0 ? shown.tokenCount() : token);
    });
    connect(m_second, &QLineEdit::textEdited, &workspace,
        [&workspace](const QString& text) { workspace.setSecondText(text.toStdString()); });
    connect(m_strip, &widgets::TokenStrip::tokenHovered, &laboratory.predictor(), &Predictor::peek);
    connect(&m_cost, &ContextCost::changed, this, &TextBar::followScores);
    connect(&laboratory.chat(), &Chat::changed, this, [this] {
        m_strip->setMaximumLines(m_laboratory.chat().isOn() ? conversationLines : textLines);
    });
    applyTheme();
    retranslate();
}

void TextBar::takeEdit(const QString& text) {
    auto& workspace = m_laboratory.workspace();
    const auto utf8 = text.toStdString();
    workspace.setText(utf8);
    if (workspace.text() != utf8) {
        followText(); // refused or cut: show what is under glass
    }
}

void TextBar::followModel() {
    const bool both = m_laboratory.workspace().readsBothSides();
    m_second->setVisible(both);
    m_legend->setVisible(!both);
    nameStrip();
}

void TextBar::nameStrip() {
    m_strip->setPlaceholderText(m_laboratory.workspace().readsBothSides()
            ? tr("Write here, then hide a token, and the model says what it expects there")
            : tr("Write here, and the model says what it expects next"));
}

void TextBar::followText() {
    const auto& workspace = m_laboratory.workspace();
    const auto second = QString::fromStdString(workspace.secondText());
    if (m_second->text() != second) {
        m_second->setText(second);
    }
    auto tokens = workspace.tokens();
    showCounts(tokens);
    m_strip->setText(QString::fromStdString(workspace.text()), std::move(tokens));
    followSelection();
}

void TextBar::followScores() {
    auto tokens = m_laboratory.workspace().tokens();
    showCounts(tokens);
    m_strip->setTokens(std::move(tokens));
}

void TextBar::showCounts(const std::vector<ScoredToken>& tokens) {
    double sum = 0;
    int scored = 0;
    for (const auto& token : tokens) {
        if (token.scored) {
            sum += token.logProbability;
            ++scored;
        }
    }
    m_counts->setText(countsText(static_cast<int>(tokens.size())));
    showCost(static_cast<int>(tokens.size()));
    m_perplexity->setVisible(scored > 0);
    m_perplexity->setText(
        tr("perplexity %1").arg(widgets::formatPerplexity(std::exp(-sum / std::max(scored, 1)))));
}

bool TextBar::tooLarge(int tokens) const {
    return m_cost.bytes(tokens) > m_cost.availableBytes();
}

QString TextBar::countsText(int tokens) const {
    const auto characters = QString::fromStdString(m_laboratory.workspace().text()).toUcs4().size();
    QStringList counts{tr("%n token(s)", nullptr, tokens),
        tr("%n character(s)", nullptr, static_cast<int>(characters))};
    if (m_cost.bytes(tokens) > 0) {
        //: of the key–value cache; %1 is "184 kB"
        counts += tooLarge(tokens)
            ? tr("cache %1, more than is free").arg(byteSize(m_cost.bytes(tokens)))
            : tr("cache %1").arg(byteSize(m_cost.bytes(tokens)));
    }
    return counts.join(QStringLiteral(" · "));
}

void TextBar::showCost(int tokens) {
    const auto& model = m_laboratory.workspace().model();
    if (!model || m_cost.bytes(1) == 0) {
        m_counts->setToolTip({});
        return;
    }
    const int context = model->info().contextLength;
    auto sentence = tr("The keys and values of this text take %1 of memory; those of the whole "
                       "context of %2 tokens would take %3, and %4 was free.")
                        .arg(byteSize(m_cost.bytes(tokens)), widgets::formatCount(context),
                            byteSize(m_cost.bytes(context)), byteSize(m_cost.availableBytes()));
    const bool warns = tooLarge(tokens);
    if (warns) {
        sentence.prepend(tr("This text does not fit into memory.") + QLatin1Char('\n'));
    }
    m_counts->setToolTip(sentence);
    if (m_counts->property("warning").toBool() != warns) {
        m_counts->setProperty("warning", warns);
        m_counts->style()->unpolish(m_counts);
        m_counts->style()->polish(m_counts);
    }
}

void TextBar::followSelection() {
    const auto& workspace = m_laboratory.workspace();
    const int selected = workspace.selected();
    m_strip->setSelectedToken(selected < workspace.tokenCount() ? selected : -1);
}

void TextBar::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void TextBar::retranslate() {
    nameStrip();
    m_strip->setAccessibleName(tr("Text under glass"));
    m_second->setPlaceholderText(tr("Second text of a pair (may be empty)"));
    m_second->setAccessibleName(tr("Second text"));
    m_second->setToolTip(tr("Read together with the text above: does it follow?"));
    m_legend->setTexts(tr("colour: surprisal in bits"), QStringLiteral("0"),
        QLocale().toString(widgets::fullSurprisalBits, 'f', 0));
    followScores();
}

void TextBar::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_layout->setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8));
    m_layout->setSpacing(theme.px(4));
    m_captions->setSpacing(theme.px(16));
}

} // namespace vitrine::app
