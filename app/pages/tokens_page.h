#pragma once

#include <QTimer>

#include <array>
#include <memory>

#include "app/jobs/latest_request.h"
#include "app/page.h"
#include "app/settings.h"
#include "app/workspace/laboratory.h"
#include "engine/values/tokenization_steps.h"
#include "widgets/common/parented_ptr.h"

class QSplitter;

namespace vitrine::widgets {
class Card;
class MergeStepsView;
class TokenChips;
class TokenTable;
} // namespace vitrine::widgets

namespace vitrine::app {

class TokenInspector;
class TokenizerColumn;
class TokenizerCountsModel;

/// The Tokens lens: the text as tokens, the tokeniser at work step by step, and up to three
/// tokenisers on the same text.
class TokensPage : public Page {
    Q_OBJECT
public:
    TokensPage(Laboratory& laboratory, Settings& settings, QWidget* parent);

    QString id() const override { return QStringLiteral("tokens"); }
    QString title() const override { return tr("Tokens"); }
    QString tip() const override { return tr("Watch the tokeniser cut the text"); }
    QString iconName() const override { return QStringLiteral("tokens"); }
    QWidget* inspector() override;

Q_SIGNALS:
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    static constexpr std::size_t comparedTokenizers = 3;

    void buildCards();
    void buildComparison();
    void followModel();
    void followTextSoon();
    void followText();
    void showSteps(const TokenizationSteps& steps);
    void followSelection();
    void select(int token);
    void showCounts();
    void retranslate();
    void applyTheme();

    Laboratory& m_laboratory;
    Settings& m_settings;
    QTimer m_refresh; ///< while a continuation streams
    TokenizationSteps m_steps;
    JobQueue m_queue; ///< before the columns, which use it
    LatestRequest m_request{m_queue};
    widgets::parented_ptr<QSplitter> m_rows;
    widgets::parented_ptr<QSplitter> m_upper;
    widgets::parented_ptr<QSplitter> m_lower;
    widgets::parented_ptr<widgets::Card> m_chipCard;
    widgets::parented_ptr<widgets::TokenChips> m_chips;
    widgets::parented_ptr<widgets::Card> m_tableCard;
    widgets::parented_ptr<widgets::TokenTable> m_table;
    widgets::parented_ptr<widgets::Card> m_stepsCard;
    widgets::parented_ptr<widgets::MergeStepsView> m_stepsView;
    widgets::parented_ptr<widgets::Card> m_compareCard;
    std::array<widgets::parented_ptr<TokenizerColumn>, comparedTokenizers> m_columns;
    widgets::parented_ptr<TokenizerCountsModel> m_counts;
    widgets::parented_ptr<TokenInspector> m_inspector;
};

} // namespace vitrine::app
