#include "app/pages/recipe_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QToolButton>

#include <cmath>

#include "app/pages/setting_field.h"
#include "widgets/common/theme.h"

namespace vitrine::app {

namespace {

constexpr std::array schedules{RateSchedule::Cosine, RateSchedule::Linear, RateSchedule::Constant};
constexpr int controlWidth = 128;
constexpr int nameWidth = 112; // of RecipePanel's rows, too

template <typename Member>
bool holds(const RecipeField& field) {
    return std::holds_alternative<Member>(field.member);
}

} // namespace

RecipeForm::RecipeForm(QWidget* parent)
    : QWidget(parent), m_grid(widgets::makeParented<QGridLayout>(this)),
      m_more(widgets::makeParented<QToolButton>(this)) {
    m_grid->setContentsMargins({});
    m_grid->setColumnStretch(2, 1);
    m_more->setObjectName(QStringLiteral("moreSettings"));
    m_more->setCheckable(true);
    int line = 0;
    for (const bool advanced : {false, true}) {
        for (const auto& field : recipeFields()) {
            if (field.advanced != advanced) {
                continue;
            }
            auto* name = new QLabel(this);
            auto* explanation = new QLabel(this);
            explanation->setWordWrap(true);
            widgets::setTextRole(explanation, widgets::TextRole::Caption);
            m_rows.push_back({&field, name, makeControl(field), explanation});
            name->setBuddy(m_rows.back().control);
            m_grid->addWidget(name, line, 0);
            m_grid->addWidget(m_rows.back().control, line, 1);
            m_grid->addWidget(explanation, line++, 2);
        }
        if (!advanced) {
            m_grid->addWidget(m_more, line++, 0, 1, 3, Qt::AlignLeft);
        }
    }
    connect(m_more, &QToolButton::toggled, this, [this] {
        showRows();
        Q_EMIT folded();
    });
    applyTheme();
    retranslate();
    setJob({});
}

QWidget* RecipeForm::makeControl(const RecipeField& field) {
    QWidget* control = nullptr;
    if (holds<bool TrainingOptions::*>(field)) {
        auto* box = new QCheckBox(this);
        connect(
            box, &QCheckBox::toggled, this, [this, &field](bool on) { take(field, on ? 1 : 0); });
        control = box;
    } else if (holds<RateSchedule TrainingOptions::*>(field)) {
        auto* list = new QComboBox(this);
        for (const auto schedule : schedules) {
            list->addItem(scheduleName(schedule));
        }
        connect(list, &QComboBox::currentIndexChanged, this,
            [this, &field](int index) { take(field, index); });
        control = list;
    } else {
        auto* number = new SettingField(this);
        number->setDecimals(field.decimals);
        number->setRange(field.least, field.most);
        number->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
        number->setGroupSeparatorShown(true);
        number->setKeyboardTracking(false);
        connect(number, &QDoubleSpinBox::valueChanged, this,
            [this, &field](double value) { take(field, value); });
        control = number;
    }
    control->setObjectName(QString::fromLatin1(field.key));
    return control;
}

void RecipeForm::setJob(const TrainingJob& job) {
    m_job = job;
    showValues();
    showRows();
}

void RecipeForm::take(const RecipeField& field, double value) {
    if (!m_showing) {
        setFieldValue(field, value, m_job);
        showRows();
        Q_EMIT changed();
    }
}

void RecipeForm::showValues() {
    const QScopedValueRollback showing(m_showing, true);
    for (const auto& row : m_rows) {
        const double value = fieldValue(*row.field, m_job);
        if (auto* box = qobject_cast<QCheckBox*>(row.control)) {
            box->setChecked(value != 0);
        } else if (auto* list = qobject_cast<QComboBox*>(row.control)) {
            list->setCurrentIndex(static_cast<int>(value));
        } else {
            qobject_cast<QDoubleSpinBox*>(row.control)->setValue(value);
        }
    }
}

bool RecipeForm::isUnfolded() const {
    return m_more->isChecked();
}

void RecipeForm::setUnfolded(bool unfolded) {
    m_more->setChecked(unfolded);
}

void RecipeForm::showRows() {
    for (const auto& row : m_rows) {
        const bool there = (!row.field->advanced || m_more->isChecked())
            && (!row.field->applies || row.field->applies(m_job));
        for (QWidget* widget :
            std::initializer_list<QWidget*>{row.name, row.control, row.explanation}) {
            widget->setVisible(there);
        }
    }
    m_more->setText(m_more->isChecked() ? tr("▾ Fewer settings") : tr("▸ More settings"));
}

void RecipeForm::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void RecipeForm::retranslate() {
    const QScopedValueRollback showing(m_showing, true);
    for (const auto& row : m_rows) {
        const auto explanation = fieldExplanation(*row.field);
        row.name->setText(fieldName(*row.field));
        row.explanation->setText(explanation);
        row.control->setToolTip(explanation);
        row.control->setAccessibleName(row.name->text());
        if (auto* list = qobject_cast<QComboBox*>(row.control)) {
            for (int i = 0; i < list->count(); ++i) {
                list->setItemText(i, scheduleName(schedules.at(static_cast<std::size_t>(i))));
            }
        }
    }
    m_more->setToolTip(tr("Show the settings that most runs leave as they are"));
    m_more->setAccessibleName(tr("More settings"));
    showRows();
}

void RecipeForm::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_grid->setHorizontalSpacing(theme.px(12));
    m_grid->setVerticalSpacing(theme.px(6));
    m_grid->setColumnMinimumWidth(0, theme.px(nameWidth));
    for (const auto& row : m_rows) {
        row.control->setFixedWidth(theme.px(controlWidth));
    }
}

} // namespace vitrine::app
