#pragma once

#include <QTimer>

#include <optional>
#include <string>
#include <vector>

#include "app/jobs/latest_request.h"
#include "app/page.h"
#include "app/session/probability_state.h"
#include "app/workspace/laboratory.h"
#include "app/workspace/model_comparison.h"
#include "app/workspace/model_shelf.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/ngram/comparison_geometry.h"

class QComboBox;
class QSplitter;
class QStackedWidget;

namespace vitrine::widgets {
class Card;
class ComparisonChart;
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

class ComparedModelsPanel;
class ComparisonNumbers;
class MeasureCard;
class NgramTableCard;
class NgramWhyPanel;
class PromptRaceCard;
class SentenceRankingCard;
class SentenceStepsView;

/// The Probability lens: what models that count and models that were trained expect next, side by
/// side; a sentence step by step under each; which of several sentences was meant.
class ProbabilityPage : public Page {
    Q_OBJECT
public:
    ProbabilityPage(Laboratory& laboratory, QWidget* parent);

    QString id() const override { return QStringLiteral("probability"); }
    QString title() const override { return tr("Probability"); }
    QString tip() const override {
        return tr("Compare models from counting to Transformers on the same candidates");
    }
    QString iconName() const override { return QStringLiteral("probability"); }
    QWidget* inspector() override;
    ModelShelf& shelf() { return m_shelf; }
    SentenceRankingCard& ranking() { return *m_ranking; }
    ProbabilityState state() const;
    void restore(const ProbabilityState& state);

Q_SIGNALS:
    void stateChanged();
    void failed(const vitrine::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    enum Scale { LinearScale, LogScale, Numbers };

    void build();
    void buildChart();
    void buildStudies();
    void connectParts();
    void follow();
    void compare();
    void followSentence(const std::string& sentence);
    void showNext(const std::vector<ComparedModel>& models, NextComparison comparison);
    void fillChart();
    void showScale(int scale);
    void explainBar(widgets::BarPlace place);
    void explainUnit(int model, int unit);
    void showFailure(const Error& error);
    std::string before() const;
    void retranslate();
    void applyTheme();

    Laboratory& m_laboratory;
    ModelShelf m_shelf;
    QTimer m_soon;
    JobQueue m_queue;
    LatestRequest m_next{m_queue};
    LatestRequest m_steps{m_queue};
    std::vector<ComparedModel> m_models; ///< that the comparison is of
    std::string m_before; ///< the text before the place that it is of
    NextComparison m_comparison;
    std::vector<std::size_t> m_order; ///< of the candidates on the chart
    std::vector<ComparedModel> m_stepModels; ///< that the steps are of
    std::string m_sentence; ///< that the steps are of
    std::string m_chosen; ///< an alternative to follow; empty for the text under glass
    widgets::parented_ptr<QSplitter> m_rows;
    widgets::parented_ptr<QSplitter> m_upper;
    widgets::parented_ptr<widgets::Card> m_chartCard;
    widgets::parented_ptr<widgets::SegmentedControl> m_scale;
    widgets::parented_ptr<QComboBox> m_sort;
    widgets::parented_ptr<QStackedWidget> m_views;
    widgets::parented_ptr<widgets::ComparisonChart> m_chart;
    widgets::parented_ptr<ComparisonNumbers> m_numbers;
    widgets::parented_ptr<widgets::Card> m_rankCard;
    widgets::parented_ptr<SentenceRankingCard> m_ranking;
    widgets::parented_ptr<QWidget> m_lower;
    widgets::parented_ptr<widgets::SegmentedControl> m_study; ///< which card stands below
    widgets::parented_ptr<QStackedWidget> m_studies;
    widgets::parented_ptr<widgets::Card> m_stepsCard;
    widgets::parented_ptr<SentenceStepsView> m_stepsView;
    widgets::parented_ptr<widgets::Card> m_measureCard;
    widgets::parented_ptr<MeasureCard> m_measure;
    widgets::parented_ptr<widgets::Card> m_tableCard;
    widgets::parented_ptr<NgramTableCard> m_table;
    widgets::parented_ptr<widgets::Card> m_raceCard;
    widgets::parented_ptr<PromptRaceCard> m_race;
    widgets::parented_ptr<QWidget> m_inspector;
    widgets::parented_ptr<NgramWhyPanel> m_why;
    widgets::parented_ptr<ComparedModelsPanel> m_list;
};

} // namespace vitrine::app
