use serde_json::json;
use sitrep_record::Record;

use super::*;
use crate::summary::Summary;

fn record(
    id: &str,
    day: &str,
    stage: &str,
    conflict: Option<&str>,
    parties: &[&str],
    effective: Option<&str>,
) -> Record {
    let parties: Vec<_> = parties.iter().map(|p| json!({"name": p})).collect();
    let effective = effective.map(|e| json!({"text": "at midnight", "from": e, "to": null}));
    serde_json::from_value(json!({"id": id, "title": null, "outlet": null, "published": day, "language": "en", "credits": [], "text": "", "claims": [],
        "incidents": [{"id": "i1", "type": "clash", "method": null, "place": {"name": "Safra", "within": [], "admin1": null, "country": "XX", "lat": null, "lon": null, "precision": null},
            "date": {"from": day, "to": day}, "perpetrators": [{"name": "Norland Front"}], "targets": [], "evidence": {"start": 0, "end": 0}}],
        "responsibility": [], "accords": [{"id": "a1", "kind": "ceasefire", "stage": stage, "conflict": conflict, "parties": parties,
            "announced": {"from": null, "to": null}, "announced_by": [], "confirmed_by": [], "place": null, "effective": effective, "excluded": ["Red Band"], "terms": [], "evidence": {"start": 0, "end": 0}}]}))
    .unwrap()
}

fn all(records: &[Record]) -> Vec<AccordTold<'_>> {
    records.iter().flat_map(|record| record.accords.iter().map(move |accord| AccordTold { record, accord })).collect()
}

#[test]
fn stages_of_one_truce_are_one_object_in_any_order() {
    let mut records = vec![
        record("a", "2031-03-04", "provisional", Some("Norland"), &["Norland Front", "Norland government"], None),
        record("b", "2031-03-05", "agreed", Some("Norland"), &["Norland Front"], Some("2031-03-07")),
        record("c", "2031-03-08", "in_effect", None, &["Norland Front", "Norland government"], Some("2031-03-07")),
        record("d", "2031-07-08", "proposed", Some("Norland"), &["Norland Front"], None),
        record("e", "2031-03-05", "agreed", Some("Sudland"), &["Sudland Front"], None),
    ];
    for _ in 0..records.len() {
        records.rotate_left(1);
        let told = all(&records);
        let mut groups: Vec<Vec<&str>> = joined(&told)
            .into_iter()
            .map(|g| {
                let mut ids: Vec<&str> = g.into_iter().map(|at| told[at].record.id.as_str()).collect();
                ids.sort_unstable();
                ids
            })
            .collect();
        groups.sort();
        assert_eq!(groups, [vec!["a", "b", "c"], vec!["d"], vec!["e"]]);
    }
}

#[test]
fn an_accord_has_its_stages_by_day_and_the_latest_terms() {
    let records = [
        record("b", "2031-03-05", "agreed", Some("Norland"), &["Norland Front"], Some("2031-03-07")),
        record("a", "2031-03-04", "provisional", Some("Norland"), &["Norland Front"], None),
    ];
    let view = AccordView::of("x".into(), &all(&records)).unwrap();
    assert_eq!(view.stage, Stage::Agreed);
    assert_eq!(view.stages.iter().map(|s| s.stage).collect::<Vec<_>>(), [Stage::Provisional, Stage::Agreed]);
    assert_eq!(view.effective_from.unwrap().to_string(), "2031-03-07");
    assert_eq!(view.country.as_deref(), Some("XX"));
    assert!(AccordView::of("x".into(), &[]).is_none());
}

#[test]
fn incidents_after_it_took_effect_are_told_apart() {
    let records = [record("b", "2031-03-09", "agreed", Some("Norland"), &["Norland Front"], Some("2031-03-07"))];
    let view = AccordView::of("x".into(), &all(&records)).unwrap();
    let mut summary =
        Summary::of("i".into(), &[crate::toll::Told { record: &records[0], incident: "i1" }], None).unwrap();
    assert_eq!(relation(&view, &summary), Some(Relation::Violation));
    summary.targets = vec!["fighters of Red Band".into()];
    assert_eq!(relation(&view, &summary), Some(Relation::Excluded));
    (summary.targets, summary.perpetrators) = (Vec::new(), Vec::new());
    assert_eq!(relation(&view, &summary), Some(Relation::Area));
    for outside in ["2031-03-06", "2031-08-01"] {
        summary.date = sitrep_record::DateInterval::day(outside.parse().unwrap());
        assert_eq!(relation(&view, &summary), None, "{outside}");
    }
}

#[test]
fn a_plan_may_take_effect_later_and_puts_nothing_in_force() {
    let parties = ["Norland Front", "Norland government"];
    let plan = record("a", "2031-03-04", "provisional", Some("Norland"), &parties, Some("2031-03-04"));
    let deal = record("b", "2031-03-05", "agreed", Some("Norland"), &parties, Some("2031-03-14"));
    let before = record("c", "2031-03-02", "agreed", Some("Norland"), &parties, Some("2031-02-20"));
    let both = |x: &Record, y: &Record| joined(&all(&[x.clone(), y.clone()])).len();
    assert_eq!((both(&plan, &deal), both(&plan, &before), both(&deal, &before)), (1, 2, 2));
    assert_eq!(AccordView::of("x".into(), &all(std::slice::from_ref(&plan))).unwrap().effective_from, None);
    let view = AccordView::of("x".into(), &all(&[deal, plan])).unwrap();
    assert_eq!(view.effective_from.unwrap().to_string(), "2031-03-14");
}

#[test]
fn a_party_that_is_accused_is_a_party_named() {
    let records = [record("b", "2031-03-09", "agreed", Some("Norland"), &["Norland Front"], Some("2031-03-07"))];
    let view = AccordView::of("x".into(), &all(&records)).unwrap();
    let told = [crate::toll::Told { record: &records[0], incident: "i1" }];
    let mut summary = Summary { perpetrators: Vec::new(), ..Summary::of("i".into(), &told, None).unwrap() };
    let held = |stance: &str| {
        serde_json::from_value(json!([{"incident": "i1", "actor": {"name": "Norland Front"}, "stance": stance, "by": [], "evidence": {"start": 0, "end": 0}}])).unwrap()
    };
    summary.responsibility = held("accused");
    assert_eq!(relation(&view, &summary), Some(Relation::Violation));
    summary.responsibility = held("denied");
    assert_eq!(relation(&view, &summary), Some(Relation::Area));
}
