#include "app/pages/train_page.h"

#include <QEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "app/pages/recipe_panel.h"
#include "app/pages/run_inspector.h"
#include "app/pages/runs_panel.h"
#include "app/pages/watch_panel.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

TrainPage::TrainPage(Laboratory& laboratory, TrainingRuns& runs, QWidget* parent)
    : Page(parent), m_runs(runs), m_view(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_views(widgets::makeParented<QStackedWidget>(this)),
      m_recipe(widgets::makeParented<RecipePanel>(laboratory, runs, m_views)),
      m_watch(widgets::makeParented<WatchPanel>(runs, m_views)),
      m_list(widgets::makeParented<RunsPanel>(runs, m_views)),
      m_inspector(widgets::makeParented<RunInspector>(runs, this)) {
    build();
    connectParts();
    applyTheme();
    retranslate();
    followList();
}

QWidget* TrainPage::inspector() {
    return m_inspector;
}

void TrainPage::build() {
    m_view->setObjectName(QStringLiteral("trainView"));
    for (QWidget* view : std::initializer_list<QWidget*>{m_recipe, m_watch, m_list}) {
        m_views->addWidget(view); // in the order of View
    }
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_view, 0, Qt::AlignLeft);
    layout->addWidget(m_views, 1);
}

void TrainPage::connectParts() {
    connect(m_view, &widgets::SegmentedControl::currentChanged, this, [this](int view) {
        showView(view);
        Q_EMIT stateChanged();
    });
    connect(m_recipe, &RecipePanel::recipeChanged, this, &TrainPage::stateChanged);
    connect(m_recipe, &RecipePanel::failed, this, &TrainPage::failed);
    connect(m_recipe, &RecipePanel::started, this, [this](const std::filesystem::path& run) {
        showRun(run);
        showView(Watch);
    });
    connect(m_watch, &WatchPanel::stateChanged, this, &TrainPage::stateChanged);
    connect(m_watch, &WatchPanel::failed, this, &TrainPage::failed);
    connect(m_list, &RunsPanel::runChosen, this, &TrainPage::showRun);
    connect(m_list, &RunsPanel::repeatAsked, this, [this](const TrainingRecipe& recipe) {
        m_recipe->setRecipe(recipe);
        showView(Recipe);
    });
    connect(m_inspector, &RunInspector::runChosen, this, [this](const std::filesystem::path& run) {
        showRun(run);
        if (m_views->currentIndex() == Recipe) {
            showView(Watch);
        }
    });
    connect(m_inspector, &RunInspector::openAsked, this,
        [this](const std::filesystem::path& run) { open(run, /*withBase=*/false); });
    connect(m_inspector, &RunInspector::compareAsked, this,
        [this](const std::filesystem::path& run) { open(run, /*withBase=*/true); });
    connect(&m_runs, &TrainingRuns::listChanged, this, &TrainPage::followList);
}

void TrainPage::showView(int view) {
    m_view->setCurrent(view);
    m_views->setCurrentIndex(view);
    Q_EMIT stateChanged();
}

void TrainPage::showRun(const std::filesystem::path& run) {
    m_run = run;
    m_watch->setRun(run);
    m_list->setRun(run);
    m_inspector->setRun(run);
    Q_EMIT stateChanged();
}

/// Once the runs are read, the one that the session looked at; always one that is there.
void TrainPage::followList() {
    const auto& runs = m_runs.runs();
    const auto wanted = std::ranges::find_if(
        runs, [&](const RunRecord& run) { return run.folder.filename() == m_wanted; });
    if (wanted != runs.end()) {
        m_wanted.clear();
        showRun(wanted->folder);
    } else if (!m_runs.find(m_run)) {
        showRun(runs.empty() ? std::filesystem::path() : runs.front().folder);
    }
}

void TrainPage::open(const std::filesystem::path& key, bool withBase) {
    if (const auto* run = m_runs.find(key)) {
        Q_EMIT openAsked(
            run->modelFolder(), withBase ? run->recipe.job.model.folder : std::filesystem::path());
    }
}

TrainingState TrainPage::state() const {
    TrainingState state;
    state.view = m_views->currentIndex();
    state.run = m_wanted.empty() ? m_run.filename().string() : m_wanted;
    state.unfolded = m_recipe->isUnfolded();
    state.recipe = m_recipe->recipe();
    state.preset = m_recipe->preset();
    m_watch->save(state);
    return state;
}

void TrainPage::restore(const TrainingState& state) {
    m_wanted = state.run;
    m_recipe->setUnfolded(state.unfolded);
    if (state.recipe) {
        m_recipe->restore(*state.recipe, state.preset);
    }
    m_watch->restore(state);
    showView(std::clamp(state.view, 0, static_cast<int>(Runs)));
    followList();
}

void TrainPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void TrainPage::retranslate() {
    m_view->setSegments({{tr("New run"), tr("Choose what is learned, by which model, and how")},
        {tr("Watch"), tr("A run from inside, while it trains and after")},
        {tr("All runs"), tr("Compare, repeat, rename and delete runs")}});
}

void TrainPage::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    const int gap = theme.px(12);
    layout()->setContentsMargins(theme.px(16), gap, theme.px(16), gap);
    layout()->setSpacing(gap);
}

} // namespace vitrine::app
