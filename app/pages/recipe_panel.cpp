#include "app/pages/recipe_panel.h"

#include <QEvent>
#include <QLocale>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

#include "app/error_text.h"
#include "app/pages/data_preview.h"
#include "app/pages/estimate_panel.h"
#include "app/pages/recipe_chooser.h"
#include "app/workspace/recipe_presets.h"
#include "widgets/common/bare_scroll_area.h"
#include "widgets/common/card.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr int recipeShare = 620; // of the splitter; only the proportion counts
constexpr int estimateShare = 320;

} // namespace

RecipePanel::RecipePanel(Laboratory& laboratory, TrainingRuns& runs, QWidget* parent)
    : QWidget(parent), m_runs(runs),
      m_columns(widgets::makeParented<QSplitter>(Qt::Horizontal, this)),
      m_recipeCard(widgets::makeParented<widgets::Card>(m_columns)),
      m_view(widgets::makeParented<widgets::SegmentedControl>(m_recipeCard)),
      m_views(widgets::makeParented<QStackedWidget>(m_recipeCard)),
      m_scroll(widgets::makeParented<QScrollArea>(m_views)),
      m_chooser(widgets::makeParented<RecipeChooser>(laboratory, m_scroll)),
      m_preview(widgets::makeParented<DataPreview>(m_views)),
      m_estimateCard(widgets::makeParented<widgets::Card>(m_columns)),
      m_estimate(widgets::makeParented<EstimatePanel>(runs, m_estimateCard)) {
    build();
    connectParts();
    connect(
        &laboratory.workspace(), &Workspace::modelChanged, m_chooser, &RecipeChooser::followModel);
    applyTheme();
    retranslate();
    const bool chinese = QLocale().language() == QLocale::Chinese;
    m_chooser->usePreset(presetFor(TrainingObjective::NextToken, chinese ? "zh" : "en"));
}

void RecipePanel::build() {
    widgets::setBareContent(*m_scroll, *m_chooser);
    m_views->addWidget(m_scroll); // in the order of View
    m_views->addWidget(m_preview);
    m_view->setObjectName(QStringLiteral("recipeView"));
    m_recipeCard->setContent(m_views);
    m_recipeCard->addHeaderWidget(m_view);
    m_estimateCard->setContent(m_estimate);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_columns);
    m_columns->setSizes({recipeShare, estimateShare});
    m_columns->setChildrenCollapsible(false);
}

void RecipePanel::connectParts() {
    connect(m_view, &widgets::SegmentedControl::currentChanged, this,
        [this](int view) { showView(static_cast<View>(view)); });
    connect(m_chooser, &RecipeChooser::changed, this, &RecipePanel::follow);
    connect(m_chooser, &RecipeChooser::folded, this, &RecipePanel::recipeChanged);
    connect(m_chooser, &RecipeChooser::failed, this, &RecipePanel::failed);
    connect(m_estimate, &EstimatePanel::startAsked, this, &RecipePanel::start);
    connect(m_estimate, &EstimatePanel::dataAsked, this, [this] { showView(Data); });
    connect(m_estimate, &EstimatePanel::previewed, this,
        [this](const Expected<TrainingPreview>& preview) {
            preview ? m_preview->setPreview(*preview)
                    : m_preview->setFault(errorText(preview.error()));
            m_estimate->setDataSummary(m_preview->summary());
        });
    connect(m_preview, &DataPreview::tableChanged, this, [this] { showView(Data); });
}

const TrainingRecipe& RecipePanel::recipe() const {
    return m_chooser->recipe();
}

void RecipePanel::setRecipe(const TrainingRecipe& recipe) {
    m_chooser->setRecipe(recipe);
    showView(Settings);
}

std::string RecipePanel::preset() const {
    return m_chooser->preset() ? m_chooser->preset()->key : "";
}

void RecipePanel::restore(const TrainingRecipe& recipe, const std::string& preset) {
    const auto presets = recipePresets();
    const auto found = std::ranges::find_if(
        presets, [&](const RecipePreset& known) { return known.key == preset; });
    m_chooser->setRecipe(recipe, found == presets.end() ? nullptr : &*found);
}

bool RecipePanel::isUnfolded() const {
    return m_chooser->isUnfolded();
}

void RecipePanel::setUnfolded(bool unfolded) {
    m_chooser->setUnfolded(unfolded);
}

const std::optional<TrainingEstimate>& RecipePanel::estimate() const {
    return m_estimate->estimate();
}

void RecipePanel::showView(View view) {
    m_view->setCurrent(view);
    m_views->setCurrentIndex(view);
    m_recipeCard->setTable(view == Data ? m_preview->table() : nullptr);
}

/// Another job is measured anew; another name is not.
void RecipePanel::follow(bool job) {
    if (job) {
        m_preview->setWaiting();
        m_estimate->setDataSummary({});
        m_estimate->setWatch(m_chooser->preset() ? presetWatch(*m_chooser->preset()) : QString());
        m_estimate->setJob(m_chooser->recipe().job);
    }
    Q_EMIT recipeChanged();
}

void RecipePanel::start() {
    m_estimate->stopMeasuring();
    auto recipe = m_chooser->recipe();
    if (recipe.name.isEmpty()) {
        recipe.name = tr("Run");
    }
    const auto run = m_runs.start(recipe);
    if (run) {
        Q_EMIT started(*run);
    } else {
        Q_EMIT failed(run.error());
    }
}

void RecipePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void RecipePanel::retranslate() {
    m_recipeCard->setTitle(tr("Recipe"));
    m_recipeCard->setSubtitle(tr("what is learned, by which model, and how"));
    m_view->setSegments({{tr("settings"), tr("What is learned, by which model, and how")},
        {tr("data"), tr("What is read from the files, and what the model sees of it")}});
    m_estimateCard->setTitle(tr("Before you start"));
    m_estimateCard->setSubtitle(tr("measured on a few steps"));
    if (const auto* preset = m_chooser->preset()) {
        m_estimate->setWatch(presetWatch(*preset));
    }
    m_estimate->setDataSummary(m_preview->summary());
}

void RecipePanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_columns->setHandleWidth(theme.px(12));
    m_estimateCard->setMinimumWidth(theme.px(220));
}

} // namespace vitrine::app
