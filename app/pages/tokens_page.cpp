#include "app/pages/tokens_page.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/model_text.h"
#include "app/pages/token_inspector.h"
#include "app/pages/tokenizer_column.h"
#include "app/pages/tokenizer_counts_model.h"
#include "widgets/common/card.h"
#include "widgets/common/theme.h"
#include "widgets/tokens/merge_steps_view.h"
#include "widgets/tokens/token_chips.h"
#include "widgets/tokens/token_table.h"

namespace vitrine::app {

namespace {

using namespace std::chrono_literals;

constexpr auto streamingInterval = 150ms; ///< between two refreshes while a continuation streams
constexpr int firstShare = 1000; // of a splitter; only the proportion counts

const Token& itself(const Token& token) {
    return token;
}

const Token& textOf(const ScoredToken& scored) {
    return scored.token;
}

/// Index of the token that covers a byte of the text; −1 where none does. A generated text may have
/// been cut otherwise than the tokeniser would cut it, so places are compared and not indices.
template <typename Tokens, typename TokenOf>
int tokenAt(const Tokens& tokens, std::size_t byte, TokenOf tokenOf) {
    const auto found = std::partition_point(tokens.begin(), tokens.end(),
        [&](const auto& candidate) { return tokenOf(candidate).end <= byte; });
    if (found == tokens.end() || tokenOf(*found).start > byte) {
        return -1;
    }
    return static_cast<int>(found - tokens.begin());
}

} // namespace

TokensPage::TokensPage(Laboratory& laboratory, Settings& settings, QWidget* parent)
    : Page(parent), m_laboratory(laboratory), m_settings(settings),
      m_rows(widgets::makeParented<QSplitter>(Qt::Vertical, this)),
      m_upper(widgets::makeParented<QSplitter>(Qt::Horizontal, m_rows)),
      m_lower(widgets::makeParented<QSplitter>(Qt::Horizontal, m_rows)),
      m_counts(widgets::makeParented<TokenizerCountsModel>(this)),
      m_inspector(widgets::makeParented<TokenInspector>(this)) {
    buildCards();
    buildComparison();
    for (QSplitter* splitter : {m_rows.get(), m_upper.get(), m_lower.get()}) {
        splitter->setChildrenCollapsible(false);
        splitter->setSizes({firstShare, firstShare});
    }
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_rows);
    auto& workspace = laboratory.workspace();
    connect(&workspace, &Workspace::modelChanged, this, &TokensPage::followModel);
    connect(&workspace, &Workspace::textChanged, this, &TokensPage::followTextSoon);
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &TokensPage::followText);
    connect(&workspace, &Workspace::selectionChanged, this, &TokensPage::followSelection);
    connect(m_chips, &widgets::TokenChips::tokenSelected, this, &TokensPage::select);
    connect(m_table, &widgets::TokenTable::tokenSelected, this, &TokensPage::select);
    applyTheme();
    retranslate();
}

QWidget* TokensPage::inspector() {
    return m_inspector;
}

void TokensPage::buildCards() {
    m_chipCard = widgets::makeParented<widgets::Card>(m_upper);
    m_chips = widgets::makeParented<widgets::TokenChips>(m_chipCard);
    m_chipCard->setContent(m_chips);
    m_chipCard->setFigure(m_chips);
    m_tableCard = widgets::makeParented<widgets::Card>(m_upper);
    m_table = widgets::makeParented<widgets::TokenTable>(m_tableCard);
    m_tableCard->setContent(m_table);
    m_tableCard->setTable(m_table->table());
    m_stepsCard = widgets::makeParented<widgets::Card>(m_lower);
    m_stepsView = widgets::makeParented<widgets::MergeStepsView>(m_stepsCard);
    m_stepsCard->setContent(m_stepsView);
    m_stepsCard->setFigure(m_stepsView->figure());
}

void TokensPage::buildComparison() {
    m_compareCard = widgets::makeParented<widgets::Card>(m_lower);
    auto* content = new QWidget(m_compareCard);
    auto* layout = new QHBoxLayout(content);
    layout->setContentsMargins({});
    for (auto& column : m_columns) {
        column = widgets::makeParented<TokenizerColumn>(m_queue, content);
        layout->addWidget(column, 1);
        connect(column, &TokenizerColumn::counted, this, &TokensPage::showCounts);
        connect(column, &TokenizerColumn::failed, this, &TokensPage::failed);
    }
    m_compareCard->setContent(content);
    m_compareCard->setTable(m_counts);
}

void TokensPage::followModel() {
    std::vector<TokenizerColumn::Choice> choices;
    for (const auto& info : m_laboratory.builtInModels()) {
        choices.push_back({modelTitle(info), info.path});
    }
    for (const auto& folder : m_settings.recentFolders()) {
        choices.push_back({QFileInfo(folder).fileName(), folder.toStdString()});
    }
    const auto& model = m_laboratory.workspace().model();
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        m_columns[i]->setChoices(choices);
        // At first the models in their order, so that there is something to compare.
        if (m_columns[i]->chosen().empty() && i < choices.size() && model) {
            m_columns[i]->choose(choices[i].folder);
        }
    }
    followText();
}

void TokensPage::followTextSoon() {
    if (!m_laboratory.generator().isRunning()) {
        followText();
    } else if (!m_refresh.isActive()) {
        m_refresh.start(streamingInterval);
    }
}

void TokensPage::followText() {
    const auto& model = m_laboratory.workspace().model();
    if (!isVisible() || !model) {
        return; // showEvent catches up
    }
    const auto text = m_laboratory.workspace().text();
    for (auto& column : m_columns) {
        column->setText(text);
    }
    m_request.request(
        [model, text](const std::stop_token&) { return model->tokenizer().steps(text); },
        [this](const Expected<TokenizationSteps>& steps) {
            // Text that ends inside a character has no steps until the character is whole.
            showSteps(steps.value_or(TokenizationSteps()));
        });
}

void TokensPage::showSteps(const TokenizationSteps& steps) {
    m_steps = steps;
    // Tokens that the tokeniser adds of itself stand for no text: the text under glass has none.
    std::erase_if(m_steps.tokens,
        [](const Token& token) { return token.special && token.start == token.end; });
    m_chips->setTokens(m_steps.tokens);
    std::vector<ScoredToken> rows;
    const auto known = m_laboratory.workspace().tokens();
    for (const auto& token : m_steps.tokens) {
        const int same = tokenAt(known, token.start, textOf);
        ScoredToken row;
        if (same >= 0 && textOf(known[static_cast<std::size_t>(same)]).id == token.id) {
            row = known[static_cast<std::size_t>(same)];
        }
        row.token = token;
        rows.push_back(std::move(row));
    }
    m_table->setTokens(std::move(rows));
    m_stepsView->setSteps(steps);
    followSelection();
}

void TokensPage::followSelection() {
    const auto& workspace = m_laboratory.workspace();
    const auto known = workspace.tokens();
    int shown = -1;
    if (workspace.selected() < workspace.tokenCount() && workspace.model()) {
        const auto& selected = known[static_cast<std::size_t>(workspace.selected())];
        shown = tokenAt(m_steps.tokens, selected.token.start, itself);
    }
    m_chips->setSelectedToken(shown);
    m_table->setSelectedToken(shown);
    m_inspector->setToken(m_steps, shown);
}

void TokensPage::select(int token) {
    auto& workspace = m_laboratory.workspace();
    const auto start = m_steps.tokens[static_cast<std::size_t>(token)].start;
    const int position = tokenAt(workspace.tokens(), start, textOf);
    if (position >= 0) {
        workspace.select(position);
    }
}

void TokensPage::showCounts() {
    std::vector<TokenizerCount> counts;
    for (const auto& column : m_columns) {
        if (column->count()) {
            counts.push_back(*column->count());
        }
    }
    m_counts->setCounts(std::move(counts));
}

void TokensPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    followModel();
}

void TokensPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        applyTheme();
    }
}

void TokensPage::retranslate() {
    m_chipCard->setTitle(tr("Tokens"));
    m_chipCard->setSubtitle(tr("with their ids"));
    m_tableCard->setTitle(tr("Table"));
    m_tableCard->setSubtitle(tr("ids, bytes and places in the text"));
    m_stepsCard->setTitle(tr("Step by step"));
    m_stepsCard->setSubtitle(tr("normalise, pre-tokenise, merge; Space steps"));
    m_compareCard->setTitle(tr("Compare"));
    m_compareCard->setSubtitle(tr("up to three tokenisers on the same text"));
}

void TokensPage::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    const int gap = theme.px(12);
    layout()->setContentsMargins(theme.px(16), gap, theme.px(16), gap);
    for (QSplitter* splitter : {m_rows.get(), m_upper.get(), m_lower.get()}) {
        splitter->setHandleWidth(gap);
    }
    if (auto* columns = m_columns.front()->parentWidget()->layout()) {
        columns->setSpacing(gap);
    }
}

} // namespace vitrine::app
